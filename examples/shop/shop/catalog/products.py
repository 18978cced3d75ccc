from shop.common import db


def find(sku):
    return db.run("SELECT sku, title, price FROM products WHERE sku = ?", sku)


def rename(sku, title):
    db.run("UPDATE products SET title = ? WHERE sku = ?", title, sku)
