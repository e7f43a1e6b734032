const js = require("@eslint/js");
const globals = require("globals");

const rules = {
    "array-callback-return": "error",
    complexity: ["error", 10],
    "consistent-return": "error",
    curly: "error",
    eqeqeq: "error",
    "max-depth": ["error", 3],
    "no-alert": "error",
    "no-console": "error",
    "no-else-return": "error",
    "no-eval": "error",
    "no-implied-eval": "error",
    "no-param-reassign": "error",
    "no-script-url": "error",
    "no-shadow": "error",
    "no-unused-expressions": "error",
    "no-var": "error",
    "prefer-const": "error",
    radix: "error",
};

module.exports = [
    {ignores: [".odoo/**", "node_modules/**"]},
    js.configs.recommended,
    {
        files: ["**/*.cjs"],
        languageOptions: {sourceType: "commonjs", globals: globals.node},
        rules,
    },
    {
        files: ["**/static/**/*.js"],
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: {...globals.browser, odoo: "readonly"},
        },
        rules,
    },
];
