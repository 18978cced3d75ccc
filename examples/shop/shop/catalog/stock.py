from shop.common import db
from shop.mail import outbox


def take(sku, count):
    db.run("UPDATE stock SET count = count - ? WHERE sku = ?", count, sku)
    if db.run("SELECT count FROM stock WHERE sku = ?", sku)[0][0] < 5:
        outbox.put("buyer@shop.example", "Order more of " + sku)
