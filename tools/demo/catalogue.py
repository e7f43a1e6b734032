"""What the demo company sells. Prices in rand without VAT."""

#: key: (name, price without VAT in rand, goods or service)
PRODUCTS = {
    "chair": ("Task chair, mesh back", "1250", "consu"),
    "meeting_chair": ("Meeting chair, stackable", "850", "consu"),
    "visitor_chair": ("Visitor chair, upholstered", "1600", "consu"),
    "desk": ("Desk frame, height adjustable", "2400", "consu"),
    "table": ("Meeting table, eight seats", "6000", "consu"),
    "counter": ("Reception counter, oak", "8600", "consu"),
    "cabinet": ("Plan filing cabinet A1, five drawers", "3350", "consu"),
    "rack": ("Steel racking bay", "1850", "consu"),
    "whiteboard": ("Whiteboard 1 800 x 1 200", "900", "consu"),
    "arm": ("Monitor arm", "700", "consu"),
    "file": ("Plan storage file A1", "100", "consu"),
    "markers": ("Marker set, twelve colours", "100", "consu"),
    "paper": ("A4 copy paper, box of five reams", "380", "consu"),
    "toner": ("Printer toner, black", "820", "consu"),
    "delivery": ("Delivery in the Western Cape", "600", "service"),
    "assembly": ("Delivery and assembly", "1200", "service"),
    "plotter": ("Plotter service plan, one year", "27232", "service"),
    "refit": ("Studio refit, labour and materials", "9000", "service"),
}


def load_products(env):
    """Create or update the demo products and return ``{key: product.product}``."""
    products = {}
    for key, (name, price, kind) in PRODUCTS.items():
        product = env["product.product"].search([("name", "=", name)], limit=1)
        values = {
            "name": name,
            "list_price": price,
            "type": kind,
            "invoice_policy": "order",
        }
        if product:
            product.write(values)
        else:
            product = env["product.product"].create(values)
        products[key] = product
    return products
