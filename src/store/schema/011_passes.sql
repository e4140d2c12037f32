-- Vehicles of households and companies; passes (出入证) of people and households (domain.md §2).
INSERT INTO change_seq VALUES ('pass', 0);
