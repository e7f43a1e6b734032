import {CharField, charField} from "@web/views/fields/char/char_field";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useState} from "@odoo/owl";

/**
 * A key: masked until somebody asks to see it, and masked again with every load.
 */
export class SecretField extends CharField {
    static template = "payment_sagepay.SecretField";

    setup() {
        super.setup();
        this.state = useState({revealed: false});
    }

    get hasValue() {
        return Boolean(this.props.record.data[this.props.name]);
    }

    get formattedValue() {
        const value = this.props.record.data[this.props.name] || "";
        return this.state.revealed ? value : "•".repeat(Math.min(value.length, 12));
    }

    get toggleTitle() {
        return this.state.revealed ? _t("Hide the key") : _t("Show the key");
    }

    async onToggle() {
        // Drawn again while a change is on its way, the input would show the old key.
        await this.props.record.model.mutex.getUnlockedDef();
        this.state.revealed = !this.state.revealed;
    }
}

registry.category("fields").add("sagepay_secret", {
    ...charField,
    component: SecretField,
    displayName: _t("Masked key"),
    supportedTypes: ["char"],
    extractProps: (fieldInfo) => ({
        ...charField.extractProps(fieldInfo),
        isPassword: true,
    }),
});
