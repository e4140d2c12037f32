-- Groups and call list of the command post (domain.md §1); notices, posters (domain.md §10), patrol notes (domain.md §1).
INSERT INTO change_seq VALUES ('notice', 0), ('structure', 0);
