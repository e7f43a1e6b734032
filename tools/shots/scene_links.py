"""Links of the scenery: what an e-mail would carry, without sending one."""


def link_places(name, link, document=None):
    """Return the places of one link: its id, and the token that opens it.

    :param link: `customer.zone.link` record
    """
    token = link._zone_url(document).rpartition("/zone/l/")[2]
    return {name: link.id, f"{name}_token": token}


def issue(env, customer, recipient, document=None, company=None):
    """Return the link that sending a document to this person makes."""
    links = env["customer.zone.link"]
    company = company or env.company
    return links._issue(company, customer, recipient, document=document)
