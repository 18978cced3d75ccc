from shop.common import db, money
from shop.mail import outbox
from shop.orders import checkout


def write(customer, amount):
    db.run("INSERT INTO invoices (customer, cents) VALUES (?, ?)", customer, money.cents(amount))
    outbox.put(customer, "Your invoice")


def settle(invoice):
    db.run("UPDATE invoices SET settled = 1 WHERE id = ?", invoice)
    for row in db.run("SELECT o.id FROM orders o JOIN invoices i ON i.customer = o.customer WHERE i.id = ?", invoice):
        checkout.paid(row[0])
