{
    "name": "Test only: Customer Zone with Odoo's demo and wire transfer providers",
    "version": "19.0.0.1.0",
    "category": "Hidden/Tests",
    "summary": "The zone works with providers that know nothing of it",
    "author": "Customer Self-Service contributors",
    "license": "LGPL-3",
    "depends": ["customer_zone", "payment_demo", "payment_custom"],
}
