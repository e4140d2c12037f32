-- Makes a sample community (init --demo) one with 200,000 supply requests of five years, some sixty of them open, with their lines,
-- steps, deliveries, errands and the stock's ledger, past the program and its audit. The stock of each thing stays what it was.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
BEGIN;
CREATE TEMP TABLE base AS SELECT CAST(strftime('%s', 'now') AS INTEGER) AS now, 200000 AS closed, 41 AS open,
    (SELECT MAX(id) FROM supply) AS supply, (SELECT MAX(id) FROM supply_line) AS line, (SELECT MAX(id) FROM supply_step) AS step,
    (SELECT COALESCE(MAX(id), 0) FROM errand) AS errand, (SELECT MIN(id) FROM officer WHERE role = 'officer') AS officer;
CREATE TEMP TABLE home AS SELECT ROW_NUMBER() OVER (ORDER BY l.id) - 1 AS n, l.id AS place_id, MIN(p.id) AS person_id, p.name, p.phone
    FROM place l JOIN person p ON p.place_id = l.id WHERE l.kind = 'household' AND l.voided IS NULL AND p.voided IS NULL GROUP BY l.id;
CREATE TEMP TABLE helper AS SELECT ROW_NUMBER() OVER (ORDER BY id) - 1 AS n, id AS person_id, name, phone FROM person
    WHERE voided IS NULL AND phone <> '' AND id NOT IN (SELECT person_id FROM observation) ORDER BY id LIMIT 40;
CREATE TEMP TABLE thing AS SELECT ROW_NUMBER() OVER (ORDER BY id) - 1 AS n, id AS goods_id, name, unit FROM goods
    WHERE voided IS NULL AND category IN ('food', 'daily', 'baby', 'medicine');
CREATE UNIQUE INDEX temp.home_n ON home (n);
CREATE UNIQUE INDEX temp.helper_n ON helper (n);
CREATE UNIQUE INDEX temp.thing_n ON thing (n);
-- What there is of each thing, to be counted again at the end.
CREATE TEMP TABLE level AS SELECT g.id AS goods_id, COALESCE(c.counted, 0) + COALESCE((SELECT SUM(e.change) FROM stock_entry e
    WHERE e.goods_id = g.id AND e.voided IS NULL AND e.id > COALESCE(c.id, 0)), 0) AS amount
    FROM goods g LEFT JOIN stock_entry c ON c.id = (SELECT MAX(id) FROM stock_entry WHERE goods_id = g.id AND kind = 'count' AND voided IS NULL);

CREATE TEMP TABLE wish AS WITH RECURSIVE w (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM w, base WHERE n + 1 < closed + open)
    SELECT w.n, base.supply + 1 + w.n AS id, h.place_id, h.person_id, h.name AS asked_by, h.phone, w.n % 12 = 0 AS urgent,
        CASE WHEN w.n < closed THEN 1800 ELSE 60 END AS pace, -- seconds from step to step
        1 + w.n % 3 AS lines, base.errand + 1 + w.n / 8 AS errand_id, v.person_id AS helper_id, v.name AS helper, v.phone AS helper_phone,
        -- The closed ones reach to two days ago, the open ones over the last four hours.
        CASE WHEN w.n < closed THEN now - 172800 - (closed - w.n) * 788 ELSE now - (closed + open - w.n) * 350 END AS asked_at,
        CASE WHEN w.n >= closed THEN CASE WHEN w.n % 4 = 0 THEN 'assigned' WHEN w.n % 5 = 0 THEN 'buying' WHEN w.n % 5 = 1 THEN 'left' ELSE 'new' END
            WHEN w.n % 25 = 7 THEN 'out_of_stock' WHEN w.n % 25 = 11 THEN 'cancelled' WHEN w.n % 50 = 13 THEN 'duplicate'
            WHEN w.n % 50 = 17 THEN 'not_needed' ELSE 'confirmed' END AS state
    FROM w JOIN base JOIN home h ON h.n = w.n * 7 % (SELECT COUNT(*) FROM home) JOIN helper v ON v.n = w.n / 8 % 40 ORDER BY w.n;
CREATE TEMP TABLE part AS SELECT base.line + 1 + w.n * 3 + k.n AS id, w.id AS supply_id, w.n, k.n AS position, t.goods_id, t.name, t.unit,
        (1 + (w.n + k.n) % 5) * 1000 AS quantity, w.state, w.asked_at
    FROM wish w JOIN base JOIN thing k ON k.n < w.lines JOIN thing t ON t.n = (w.n * 7 + k.n * 5) % (SELECT COUNT(*) FROM thing) ORDER BY 1;
CREATE INDEX temp.part_supply ON part (supply_id);

INSERT INTO errand (id, helper_id, helper, phone, begun_at, given, spent, returned, settled_at, settled_by)
    SELECT errand_id, helper_id, helper, helper_phone, MIN(asked_at) + 3600, 20000, 18000, 2000, MIN(asked_at) + 14400, officer
    FROM wish JOIN base WHERE n < closed GROUP BY errand_id;
INSERT INTO supply (id, rev, place_id, person_id, asked_by, phone, via, asked_at, urgent, due_at, items, state, state_at, helper_id, helper,
        helper_phone, claimed_at, claimed_by, errand_id, officer_id)
    SELECT w.id, 5, place_id, person_id, asked_by, phone, CASE n % 3 WHEN 0 THEN 'phone' ELSE 'chat' END, asked_at, urgent,
        asked_at + CASE urgent WHEN 1 THEN 3600 ELSE 14400 END,
        (SELECT group_concat(p.name || ' ' || (p.quantity / 1000) || p.unit, '、') FROM part p WHERE p.supply_id = w.id), state, asked_at + 4 * pace,
        CASE WHEN taken THEN helper_id END, CASE WHEN taken THEN helper ELSE '' END, CASE WHEN taken THEN helper_phone ELSE '' END,
        CASE WHEN taken THEN asked_at + pace END, CASE WHEN taken THEN officer END, CASE WHEN taken AND n < closed THEN errand_id END, officer
    FROM (SELECT *, state IN ('assigned', 'buying', 'left', 'confirmed', 'out_of_stock') AS taken FROM wish) w JOIN base;
INSERT INTO supply_line (id, supply_id, position, goods_id, item, quantity, unit, amount, delivered)
    SELECT id, supply_id, position + 1, goods_id, name, quantity, unit, quantity,
        CASE WHEN state IN ('left', 'confirmed') THEN quantity ELSE 0 END FROM part ORDER BY id;
-- One step behind the other up to the state that holds; the third of them is left at the door.
CREATE TEMP TABLE way (state TEXT, position INTEGER, before TEXT, after TEXT);
INSERT INTO way VALUES ('assigned', 0, 'new', 'assigned'), ('buying', 0, 'new', 'assigned'), ('buying', 1, 'assigned', 'buying'),
    ('left', 0, 'new', 'assigned'), ('left', 1, 'assigned', 'buying'), ('left', 2, 'buying', 'left'), ('confirmed', 0, 'new', 'assigned'),
    ('confirmed', 1, 'assigned', 'buying'), ('confirmed', 2, 'buying', 'left'), ('confirmed', 3, 'left', 'confirmed'),
    ('out_of_stock', 0, 'new', 'assigned'), ('out_of_stock', 1, 'assigned', 'out_of_stock'), ('cancelled', 0, 'new', 'cancelled'),
    ('duplicate', 0, 'new', 'duplicate'), ('not_needed', 0, 'new', 'not_needed');
INSERT INTO supply_step (id, supply_id, at, from_state, state, helper, remark, officer_id)
    SELECT base.step + 1 + w.n * 4 + y.position, w.id, w.asked_at + w.pace * (1 + y.position), y.before, y.after,
        CASE WHEN y.after IN ('cancelled', 'duplicate', 'not_needed') THEN '' ELSE w.helper END,
        CASE y.after WHEN 'out_of_stock' THEN '几家店都没有' WHEN 'cancelled' THEN '住户取消' ELSE '' END, officer
    FROM wish w JOIN base JOIN way y ON y.state = w.state ORDER BY 1;
INSERT INTO supply_delivery (supply_step_id, supply_line_id, quantity)
    SELECT base.step + 1 + n * 4 + 2, id, quantity FROM part JOIN base WHERE state IN ('left', 'confirmed') ORDER BY id;
-- Every third line came from the stock, which is filled up each month.
INSERT INTO stock_entry (at, goods_id, kind, change, whom, note, officer_id)
    SELECT now - 172800 - m.n * 2600000, t.goods_id, 'in', 2000000, '街道物资组', '调拨', officer
    FROM base JOIN (WITH RECURSIVE m (n) AS (SELECT 60 UNION ALL SELECT n - 1 FROM m WHERE n > 0) SELECT n FROM m) m JOIN thing t;
INSERT INTO stock_entry (at, goods_id, kind, change, supply_line_id, supply_step_id, place_id, officer_id)
    SELECT p.asked_at + 3 * w.pace, p.goods_id, 'out', -p.quantity, p.id, base.step + 1 + p.n * 4 + 2, w.place_id, officer
    FROM part p JOIN base JOIN wish w ON w.n = p.n WHERE p.state IN ('left', 'confirmed') AND p.id % 3 = 0 ORDER BY p.id;
INSERT INTO stock_entry (at, goods_id, kind, change, counted, note, officer_id)
    SELECT now - 90000, l.goods_id, 'count', 0, l.amount, '盘点', officer FROM level l JOIN base;
INSERT INTO donation (at, donor, phone, items, received_by, may_be_named, thanked_at, officer_id)
    SELECT w.asked_at, w.asked_by, w.phone, '口罩 100个', '王秀英', 1, w.asked_at + 86400, officer FROM wish w JOIN base WHERE w.n % 100 = 0 AND w.n < closed ORDER BY w.n;
COMMIT;
PRAGMA journal_mode = WAL;
