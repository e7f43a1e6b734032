"""The activity of a period as one table with VAT split, for the customer's books.

Every movement of the statement is a row, so that opening and gross amounts add up to
the closing balance; invoices and credit notes carry their net and VAT besides.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from .values import Document, Section, Statement
from .vat import Share
from .wording import document_word

ZERO = Decimal(0)
DOCUMENTS = (Document.INVOICE, Document.CREDIT_NOTE)


def documents_of(statement: Statement) -> list[int]:
    """Return the ids of the entries of all invoices and credit notes, as listed."""
    return [
        line.move_id
        for section in statement.sections
        for line in section.lines
        if line.document in DOCUMENTS
    ]


@dataclass
class Sums:
    """Adds up rows of one sort."""

    net: Decimal = ZERO
    vat: Decimal = ZERO
    gross: Decimal = ZERO
    shares: dict = field(default_factory=dict)

    def add(self, gross, shares):
        """Count one movement; the net of a document is what is not VAT."""
        vat = sum((share.vat for share in shares.values()), ZERO)
        self.gross += gross
        self.vat += vat
        self.net += gross - vat
        for rate, share in shares.items():
            self.shares[rate] = self.shares.get(rate, Share()) + share


class VatTable:
    """The table of one statement.

    :param statement: a ``Statement`` of an activity, with all its lines
    :param vat: by id of the entry, as ``read_vat`` gives it
    :param files: name of the PDF beside the table, by id of the entry
    """

    def __init__(self, env, statement, vat, files):
        self.env = env
        self.statement = statement
        self.vat = vat
        self.files = files
        self.words = {one: document_word(env, one) for one in Document}
        self.rates = sorted({rate for shares in vat.values() for rate in shares})

    def headings(self) -> list[str]:
        """Return the titles of the columns."""
        env = self.env
        rates = []
        for rate in self.rates:
            if not rate.label:
                rates.append(env._("Net without VAT"))
                continue
            rates.append(env._("Net, %(rate)s", rate=rate.label))
            rates.append(env._("VAT, %(rate)s", rate=rate.label))
        return [
            env._("Currency"),
            env._("Date"),
            env._("Kind"),
            env._("Document"),
            env._("Your Reference"),
            *rates,
            env._("Net"),
            env._("VAT"),
            env._("Gross"),
            env._("Balance"),
            env._("File"),
        ]

    def rows(self):
        """Yield the rows, each currency from its opening to its closing balance."""
        for section in self.statement.sections:
            yield from self._section(section)

    def _section(self, section: Section):
        env, ask = self.env, self.statement.ask
        currency, blank = section.figures.currency, self._amounts(None)
        places = section.figures.decimal_places
        sums = {kind: Sums() for kind in (*DOCUMENTS, None)}
        opening = [currency, ask.date_from, env._("Brought forward"), None, None]
        yield [*opening, *blank, None, section.opening, None]
        for line in section.lines:
            kind = line.document if line.document in DOCUMENTS else None
            one = Sums()
            shares = self._shares(line.move_id, places) if kind else {}
            one.add(line.charge - line.credit, shares)
            sums[kind].add(one.gross, shares)
            yield [
                currency,
                line.date,
                self.words[line.document],
                line.name,
                line.reference,
                *self._amounts(one if kind else None),
                one.gross,
                line.balance,
                self.files.get(line.move_id),
            ]
        yield from self._endings(section, sums)

    def _endings(self, section, sums):
        """Yield the sum of each sort, and the closing balance."""
        env, day = self.env, self.statement.ask.date_to
        words = {
            Document.INVOICE: env._("All invoices"),
            Document.CREDIT_NOTE: env._("All credit notes"),
            None: env._("Payments and all else"),
        }
        head = [section.figures.currency, day]
        for kind, word in words.items():
            amounts = self._amounts(sums[kind] if kind else None)
            yield [*head, word, None, None, *amounts, sums[kind].gross, None, None]
        blank = self._amounts(None)
        word = env._("Closing balance")
        yield [*head, word, None, None, *blank, None, section.closing, None]

    def _shares(self, move_id, places):
        """Return the shares of a document with the decimals of its currency."""
        step = Decimal(1).scaleb(-places)
        return {
            rate: Share(share.net.quantize(step), share.vat.quantize(step))
            for rate, share in self.vat.get(move_id, {}).items()
        }

    def _amounts(self, sums):
        """Return the cells by rate, net and VAT; empty for what is no document."""
        cells = []
        for rate in self.rates:
            share = sums.shares.get(rate) if sums else None
            cells.append(share.net if share else None)
            if rate.label:
                cells.append(share.vat if share else None)
        return [*cells, *((sums.net, sums.vat) if sums else (None, None))]
