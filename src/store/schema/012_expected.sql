-- Visitors announced to the desk, and parcels on the shelf (domain.md §2).
INSERT INTO change_seq VALUES ('visitor', 0);
