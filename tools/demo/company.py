"""The demo's seller: company, bank accounts, terms, people and how things look."""

import base64
from pathlib import Path

LOGO = Path(__file__).parent / "logo.png"
BRAND_COLOUR = "#0b5d66"
SECOND_COLOUR = "#1b2430"
NO_BREAK_SPACE = "\u00a0"
LANGUAGE = "en_GB"
TIME_ZONE = "Africa/Johannesburg"
ADMIN_LOGIN = "admin"
ADMIN_PASSWORD = "admin"


def load_company(env):
    """Set up the selling company, its administrator and its bank journals."""
    company = env.company
    _master_data(env, company)
    _language(env, company)
    _administrator(env, company)
    _bank_journal(env, company)
    _gateway_journal(env, company)
    _layout(env, company)
    _dollar(env, company)
    _stay_at_home(env, company)
    return company


def _master_data(env, company):
    company.partner_id.with_context(no_vat_validation=True).write(
        {
            "name": "Karoo Office Supplies (Pty) Ltd",
            "street": "14 Church Street",
            "city": "Beaufort West",
            "zip": "6970",
            "state_id": env.ref("base.state_za_wc").id,
            "country_id": env.ref("base.za").id,
            "vat": "4870265813",
            "company_registry": "2011/104852/07",
            "phone": "023 555 0142",
            "email": "accounts@karoo-office.example",
            "website": "https://karoo-office.example",
        }
    )
    company.logo = base64.b64encode(LOGO.read_bytes())


def _language(env, company):
    """Speak British English, and write numbers and dates as South Africa does."""
    language = env["res.lang"]._activate_lang(LANGUAGE)
    language.write({"thousands_sep": NO_BREAK_SPACE, "week_start": "1"})
    env["ir.default"].set("res.partner", "lang", LANGUAGE)
    people = company.partner_id | env.ref("base.user_admin").partner_id
    people.lang = LANGUAGE


def _administrator(env, company):
    admin = env.ref("base.user_admin")
    admin.write(
        {
            "name": "Thabo Mokoena",
            "email": "accounts@karoo-office.example",
            "login": ADMIN_LOGIN,
            "password": ADMIN_PASSWORD,
            "tz": TIME_ZONE,
            "signature": "<p>Thabo Mokoena<br/>Karoo Office Supplies, 023 555 0142</p>",
            "group_ids": [
                (4, env.ref("account.group_account_manager").id),
                (4, env.ref("sales_team.group_sale_manager").id),
            ],
        }
    )
    company.partner_id.tz = TIME_ZONE


def _bank_journal(env, company):
    """Name the chart's bank journal and give it the account printed on invoices."""
    journal = env["account.journal"].search(
        [("company_id", "=", company.id), ("code", "=", "BNK1")], limit=1
    )
    journal.name = "Karoo Mutual Bank"
    if not journal.bank_account_id:
        bank = env["res.bank"].create({"name": "Karoo Mutual Bank"})
        journal.bank_account_id = env["res.partner.bank"].create(
            {
                "acc_number": "6200 014 2077",
                "bank_id": bank.id,
                "clearing_number": "470 210",
                "partner_id": company.partner_id.id,
                "allow_out_payment": True,
            }
        )
    return journal


def _gateway_journal(env, company):
    """Create the journal that holds what the gateway owes us until it pays out."""
    journal = env["account.journal"].search(
        [("company_id", "=", company.id), ("code", "=", "SAGE")], limit=1
    )
    return journal or env["account.journal"].create(
        {"name": "Sage Pay account", "code": "SAGE", "type": "bank"}
    )


def _layout(env, company):
    layout = env.ref("web.report_layout_boxed", raise_if_not_found=False)
    company.write(
        {
            "primary_color": BRAND_COLOUR,
            "secondary_color": SECOND_COLOUR,
            "email_primary_color": "#ffffff",
            "email_secondary_color": BRAND_COLOUR,
            "font": "Roboto",
            "external_report_layout_id": (
                layout.view_id.id if layout else env.ref("web.external_layout_boxed").id
            ),
        }
    )


def _dollar(env, company):
    """Make the US dollar usable, with one rate for the whole of the ledger."""
    dollar = env.ref("base.USD")
    dollar.active = True
    if not dollar.rate_ids.filtered(lambda rate: rate.company_id == company):
        env["res.currency.rate"].create(
            {
                "currency_id": dollar.id,
                "company_id": company.id,
                "name": "2020-01-01",
                "inverse_company_rate": 18.4,
            }
        )


def _stay_at_home(env, company):
    """Let nothing of the demo call services outside this machine."""
    if "iap_enrich_auto_done" in company._fields:
        company.iap_enrich_auto_done = True
    reporting = env.ref("mail.ir_cron_module_update_notification", False)
    if reporting:
        reporting.active = False


def load_terms(env):
    """Return ``{key: account.payment.term}`` for the terms the ledger names."""
    thirty = env.ref("account.account_payment_term_30days")
    name = "Three instalments: 40 %, 30 %, 30 %"
    instalments = env["account.payment.term"].search([("name", "=", name)], limit=1)
    if not instalments:
        instalments = env["account.payment.term"].create(
            {"name": name, "line_ids": [(0, 0, line) for line in _instalment_lines()]}
        )
    return {"30": thirty, "instalments": instalments}


def _instalment_lines():
    parts = ((40, 30), (30, 61), (30, 91))
    return [
        {
            "value": "percent",
            "value_amount": percent,
            "delay_type": "days_after",
            "nb_days": days,
        }
        for percent, days in parts
    ]
