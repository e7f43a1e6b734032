import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {BooleanField, booleanField} from "@web/views/fields/boolean/boolean_field";

/** Switches the zone on only after saying what customers will see. */
export class EnableZoneField extends BooleanField {
    setup() {
        super.setup();
        this.dialog = useService("dialog");
    }

    onChange(newValue) {
        if (!newValue) {
            super.onChange(newValue);
            return;
        }
        this.state.value = true;
        this.dialog.add(ConfirmationDialog, {
            title: _t("Enable your Customer Zone?"),
            body: this.explanation,
            confirmLabel: _t("Enable"),
            cancelLabel: _t("Not now"),
            confirm: () => super.onChange(true),
            cancel: () => {
                this.state.value = false;
            },
        });
    }

    get explanation() {
        return [
            _t(
                "Customers you allow open their documents without a password, from the link in the e-mail that carries an invoice. They will see:"
            ),
            _t(
                '• with "Invoices only": their posted invoices, paid and unpaid, to view, print and pay;'
            ),
            _t(
                '• with "Invoices and account history": their quotes, credit notes, payments, statement and the details you have on file as well.'
            ),
            _t(
                "Anybody can compare the bank accounts of your company with those on an invoice, on a page the invoice leads to. Nobody else sees anything more, and no e-mail is sent by this. You can switch it off at any time: every link stops working at once."
            ),
        ].join("\n\n");
    }
}

export const enableZoneField = {
    ...booleanField,
    component: EnableZoneField,
    additionalClasses: [...(booleanField.additionalClasses || []), "o_field_boolean"],
};

registry.category("fields").add("customer_zone_enable", enableZoneField);
