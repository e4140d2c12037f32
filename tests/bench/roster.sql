-- Makes a sample community (init --demo) one with 500 volunteers, 60 posts and three years of shifts, some 400,000, past the program and
-- its audit: before the weeks of the sample all posts have two people on three shifts a day, since then the new posts have.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
BEGIN;
CREATE TEMP TABLE base AS SELECT CAST(strftime('%s', 'now') AS INTEGER) AS now, 60 AS posts, 500 AS volunteers, 1095 AS days,
    (SELECT COUNT(*) FROM post) AS old_posts, (SELECT COUNT(*) FROM volunteer) AS old_volunteers,
    (SELECT MIN((starts_at + 28800) / 86400) FROM assignment) AS sample, (SELECT MAX((starts_at + 28800) / 86400) FROM assignment) AS last,
    (SELECT MIN(id) FROM officer WHERE role = 'officer') AS officer;
INSERT INTO post (position, name, kind, estate, least, wanted, pattern, needs, overlap)
    WITH RECURSIVE n (n) AS (SELECT old_posts FROM base UNION ALL SELECT n + 1 FROM n, base WHERE n + 1 < posts)
    SELECT n + 1, '增设岗' || (n - old_posts + 1), 'patrol', '望江苑', 1, 2, '06-14 14-22 22-06', 'nothing', 10 FROM n, base;
INSERT INTO volunteer (person_id, name, kind, temperature, driving, first_aid, wish, health)
    SELECT id, name, 'owner', id % 2, id % 3 = 0, id % 5 = 0, CASE id % 4 WHEN 0 THEN 'night' WHEN 1 THEN 'day' ELSE 'any' END, 'fit'
    FROM person WHERE voided IS NULL AND kind <> 'visitor' AND phone <> '' AND id NOT IN (SELECT person_id FROM volunteer) AND place_id NOT IN
        (SELECT place_id FROM observation WHERE state = 'observing') ORDER BY id * 7919 % 10007 LIMIT (SELECT volunteers - old_volunteers FROM base);
CREATE TEMP TABLE spot AS SELECT ROW_NUMBER() OVER (ORDER BY position, id) - 1 AS n, id AS post_id FROM post;
CREATE TEMP TABLE hand AS SELECT ROW_NUMBER() OVER (ORDER BY id) - 1 AS n, id AS volunteer_id FROM volunteer;
CREATE UNIQUE INDEX temp.spot_n ON spot (n);
CREATE UNIQUE INDEX temp.hand_n ON hand (n);
-- Places of a day in the order of the clock, people in turn: nobody stands more than once in a day and a third.
CREATE TEMP TABLE place_of AS
    WITH RECURSIVE d (d) AS (SELECT last - days FROM base UNION ALL SELECT d + 1 FROM d, base WHERE d < last),
        k (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM k, base WHERE k + 1 < 6 * posts)
    SELECT d.d, k.k / 2 / posts AS turn, k.k / 2 % posts AS spot,
        CASE WHEN d.d < sample THEN (d.d * 6 * posts + k.k) % volunteers
            ELSE old_volunteers + (d.d * 6 * (posts - old_posts) + k.k / 2 / posts * 2 * (posts - old_posts) + (k.k / 2 % posts - old_posts) * 2 + k.k % 2)
                % (volunteers - old_volunteers) END AS hand
    FROM d, k, base WHERE d.d < sample OR k.k / 2 % posts >= old_posts;
INSERT INTO assignment (post_id, day, starts_at, ends_at, volunteer_id, state, arrived_at, left_at, minutes, night_minutes, via, assigned_at, officer_id)
    SELECT post_id, CAST(strftime('%Y%m%d', d * 86400, 'unixepoch') AS INTEGER), starts_at, starts_at + 28800, volunteer_id,
        CASE WHEN starts_at > now THEN 'planned' WHEN starts_at + 29000 > now THEN 'arrived' ELSE 'done' END,
        CASE WHEN starts_at <= now THEN starts_at - 300 END, CASE WHEN starts_at + 29000 <= now THEN starts_at + 28920 END,
        CASE WHEN starts_at + 29000 <= now THEN 482 ELSE 0 END,
        CASE WHEN starts_at + 29000 > now OR turn = 0 THEN 0 WHEN turn = 1 THEN 2 ELSE 480 END, 'fill', starts_at - 604800, officer
    FROM (SELECT *, d * 86400 - 28800 + 21600 + turn * 28800 AS starts_at FROM place_of) p JOIN base JOIN spot s ON s.n = p.spot
        JOIN hand h ON h.n = p.hand ORDER BY starts_at, post_id;
INSERT INTO absence (volunteer_id, from_at, until_at, reason)
    SELECT volunteer_id, now - 86400 * (n * 7 % 700), now - 86400 * (n * 7 % 700) + 172800, '请假' FROM hand, base WHERE n >= old_volunteers;
INSERT INTO call_out (post_id, starts_at, volunteer_id, at, result, officer_id)
    SELECT post_id, starts_at, volunteer_id, starts_at - 7200, CASE id % 3 WHEN 0 THEN 'no' WHEN 1 THEN 'no_answer' ELSE 'coming' END, officer
    FROM assignment, base WHERE id % 40 = 0 AND starts_at < now - 172800 ORDER BY id;
COMMIT;
PRAGMA journal_mode = WAL;
