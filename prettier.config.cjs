/** Layout of XML, scripts and styles; the linters lie in .odoo/node, found by NODE_PATH. */
const config = {
    plugins: [require.resolve("@prettier/plugin-xml")],
    bracketSpacing: false,
    printWidth: 88,
    semi: true,
    singleQuote: false,
    tabWidth: 4,
    trailingComma: "es5",
    xmlSelfClosingSpace: true,
    xmlSortAttributesByKey: false,
    xmlWhitespaceSensitivity: "preserve",
};

module.exports = config;
