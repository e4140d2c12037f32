/* What there is of a thing and what of it is reserved, as SQL expressions over the id of the goods. */
#ifndef GATEPOST_STOCK_SQL_H
#define GATEPOST_STOCK_SQL_H

/* Of the last count, 0: never counted. */
#define STOCK_LAST_COUNT(goods)                                                                        \
    "COALESCE((SELECT MAX(c.id) FROM stock_entry c WHERE c.goods_id = " goods " AND c.kind = 'count' " \
    "AND c.voided IS NULL), 0)"
/* What was counted last, and every change since: a count closes the period before it, however long that was. */
#define STOCK_BALANCE(goods)                                                                 \
    "(COALESCE((SELECT c.counted FROM stock_entry c WHERE c.id = " STOCK_LAST_COUNT(         \
        goods) "), 0) + "                                                                    \
               "COALESCE((SELECT SUM(e.change) FROM stock_entry e WHERE e.goods_id = " goods \
               " AND e.voided IS NULL AND e.id > " STOCK_LAST_COUNT(goods) "), 0))"
#define STOCK_RESERVED(goods)                                                                                  \
    "COALESCE((SELECT SUM(v.reserved) FROM supply_line v WHERE v.goods_id = " goods " AND v.reserved > 0 AND " \
    "v.voided IS NULL), 0)"
#endif
