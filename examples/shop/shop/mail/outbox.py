from shop.common import db


def put(to, text):
    db.run("INSERT INTO outbox (receiver, body) VALUES (?, ?)", to, text)
