{
    "name": "Test only: a second redirect provider",
    "version": "19.0.0.1.0",
    "category": "Hidden/Tests",
    "summary": "A provider of another make, in Odoo's own shape, for tests",
    "author": "Customer Self-Service contributors",
    "license": "LGPL-3",
    "depends": ["account_payment", "customer_zone"],
    "data": [
        "views/fake_redirect_templates.xml",
        "data/payment_provider_data.xml",
    ],
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
