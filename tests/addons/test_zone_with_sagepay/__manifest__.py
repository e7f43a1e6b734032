{
    "name": "Test only: Customer Zone with Sage Pay",
    "version": "19.0.0.1.0",
    "category": "Hidden/Tests",
    "summary": "What both addons have to do together",
    "author": "Customer Self-Service contributors",
    "license": "LGPL-3",
    "depends": ["customer_zone", "payment_sagepay", "fake_redirect_provider"],
}
