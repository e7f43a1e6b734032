"""The questions of the check list, in the order they are asked."""

from collections.abc import Callable
from dataclasses import dataclass

from odoo.tools.translate import LazyTranslate

from . import jobs, mail, payments, people, server

_lt = LazyTranslate(__name__)

SETTINGS = "account.action_account_config"
PROVIDERS = "payment.action_payment_provider"
DEPLOYING = (
    "https://www.odoo.com/documentation/19.0/administration/on_premise/deploy.html"
)
PDF_ENGINE = "https://github.com/odoo/odoo/wiki/Wkhtmltopdf"


@dataclass(frozen=True)
class Check:
    """One question.

    :param look: function of a company (with an administrator's rights) that answers
    :param repair: xml id of the action, or address of the page, that leads to a repair
    """

    key: str
    label: object
    look: Callable
    repair: str


CHECKS = (
    Check("on", _lt("Customer Zone"), people.zone_is_on, SETTINGS),
    Check(
        "customers",
        _lt("Customers allowed"),
        people.customers_are_allowed,
        "account.res_partner_action_customer",
    ),
    Check(
        "seller",
        _lt("Your own details"),
        people.seller_has_address,
        "base.action_res_company_form",
    ),
    Check("online", _lt("Online payment"), payments.payments_are_on, SETTINGS),
    Check("provider", _lt("Payment provider"), payments.provider_is_ready, PROVIDERS),
    Check("methods", _lt("Payment methods"), payments.methods_differ, PROVIDERS),
    Check("journal", _lt("Payment journal"), payments.journal_is_set, PROVIDERS),
    Check(
        "mail",
        _lt("Outgoing e-mail"),
        mail.mail_leaves,
        "base.action_ir_mail_server_list",
    ),
    Check(
        "address",
        _lt("Public address"),
        server.address_is_public,
        "base.ir_config_list_action",
    ),
    Check("jobs", _lt("Scheduled actions"), jobs.jobs_run, "base.ir_cron_act"),
    Check(
        "statements",
        _lt("Scheduled statements"),
        jobs.statements_leave,
        "customer_zone.action_customer_zone_statement_run",
    ),
    Check("pdf", _lt("PDF engine"), server.pdf_engine_is_whole, PDF_ENGINE),
    Check("database", _lt("Databases"), server.one_database_answers, DEPLOYING),
    Check("workers", _lt("Workers and proxy"), server.workers_are_set, DEPLOYING),
)
