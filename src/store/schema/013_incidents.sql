-- What is done about a fever or a suspicion, from the first reading to its outcome (domain.md §2, §4).
INSERT INTO change_seq VALUES ('incident', 0);
