import sqlite3

connection = sqlite3.connect("shop.db")


def run(sql, *values):
    return connection.execute(sql, values).fetchall()
