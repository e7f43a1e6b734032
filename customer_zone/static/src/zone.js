/** @odoo-module ignore */
/* Conveniences of the Customer Zone. Every page works without them. */
(function () {
    "use strict";

    const VISIBLE_MS = 2000;
    const POLL_MS = [2000, 3000, 5000, 10000, 20000, 30000];

    /** Tell the seller that a person looked: visible for 2 s and something was used. */
    function countView() {
        const wrap = document.querySelector("[data-zone-seen]");
        if (!wrap) {
            return;
        }
        const signs = ["pointermove", "pointerdown", "scroll", "keydown", "touchstart"];
        let seconds = false;
        let used = false;
        let sent = false;
        let timer = null;
        function send() {
            if (!seconds || !used || sent) {
                return;
            }
            sent = true;
            signs.forEach((sign) => window.removeEventListener(sign, use, true));
            const form = new FormData();
            form.append("csrf_token", window.odoo.csrf_token);
            form.append("document", wrap.dataset.zoneSeen);
            fetch(wrap.dataset.zoneBase + "/seen", {
                method: "POST",
                body: form,
                keepalive: true,
            }).catch(() => {});
        }
        function use(event) {
            if (event.isTrusted) {
                used = true;
                send();
            }
        }
        function watch() {
            clearTimeout(timer);
            if (document.visibilityState === "visible" && !seconds) {
                timer = setTimeout(() => {
                    seconds = true;
                    send();
                }, VISIBLE_MS);
            }
        }
        signs.forEach((sign) =>
            window.addEventListener(sign, use, {capture: true, passive: true})
        );
        document.addEventListener("visibilitychange", watch);
        watch();
    }

    /** Ask whether the payment moved on, and show the page again when it did. */
    function pollPayment() {
        const card = document.querySelector("[data-zone-poll]");
        if (!card) {
            return;
        }
        const known = {
            unknown: ["draft"],
            coming: ["pending", "authorized"],
            booking: [],
        }[card.dataset.zonePoll];
        let round = 0;
        async function ask() {
            try {
                const answer = await fetch("/payment/status/poll", {
                    method: "POST",
                    headers: {"Content-Type": "application/json"},
                    body: JSON.stringify({jsonrpc: "2.0", method: "call", params: {}}),
                });
                const {result} = await answer.json();
                if (result && !known.includes(result.state)) {
                    window.location.reload();
                    return;
                }
            } catch {
                // No answer is no news: ask again later.
            }
            next();
        }
        function next() {
            const wait = POLL_MS[Math.min(round, POLL_MS.length - 1)];
            round += 1;
            setTimeout(ask, wait);
        }
        next();
    }

    /** A second press of the same button does not start a second payment. */
    function sendOnce() {
        document.querySelectorAll("form[data-zone-once]").forEach((form) => {
            form.addEventListener("submit", (event) => {
                if (form.dataset.zoneSent) {
                    event.preventDefault();
                }
                form.dataset.zoneSent = "1";
            });
            window.addEventListener("pageshow", () => delete form.dataset.zoneSent);
        });
    }

    function copyButtons() {
        if (!navigator.clipboard) {
            return;
        }
        document.querySelectorAll("[data-zone-copy]").forEach((button) => {
            button.classList.remove("d-none");
            button.addEventListener("click", async () => {
                await navigator.clipboard.writeText(button.dataset.zoneCopy);
                button.textContent = button.dataset.zoneCopied;
            });
        });
    }

    /** Write an amount, counted in the smallest coin, as the page's language does. */
    function writeAmount(coins, look) {
        const places = Number(look.places);
        const digits = String(coins).padStart(places + 1, "0");
        const whole = digits.slice(0, digits.length - places);
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, look.group);
        const decimals = places ? look.point + digits.slice(-places) : "";
        return look.money.replace("{0}", () => grouped + decimals);
    }

    /** Say how many invoices are ticked and what they come to. */
    function addUpTicks(form) {
        const button = form.querySelector("[data-zone-tick-pay]");
        if (!button) {
            return;
        }
        const count = form.querySelector("[data-zone-tick-count]");
        const ask = count.textContent;
        const look = button.dataset;
        function show() {
            const ticked = [...form.querySelectorAll("input[name=pay]:checked")];
            const scale = 10 ** Number(look.places);
            const coins = ticked.reduce(
                (sum, box) => sum + Math.round(Number(box.dataset.amount) * scale),
                0
            );
            const money = writeAmount(coins, look);
            const noun = ticked.length === 1 ? look.one : look.many;
            count.textContent = ticked.length
                ? ticked.length + " " + noun + ": " + money
                : ask;
            button.textContent = ticked.length ? look.pay + " " + money : look.pay;
        }
        form.addEventListener("change", show);
        window.addEventListener("pageshow", show);
        show();
    }

    /** Typing a part amount chooses it. */
    function choosePart() {
        document.querySelectorAll("[data-zone-part]").forEach((field) => {
            field.addEventListener("input", () => {
                document.getElementById(field.dataset.zonePart).checked = true;
            });
        });
    }

    function printPage() {
        if (document.querySelector("[data-zone-print]")) {
            window.print();
        }
    }

    function start() {
        countView();
        pollPayment();
        sendOnce();
        copyButtons();
        document.querySelectorAll("form[data-zone-ticks]").forEach(addUpTicks);
        choosePart();
        printPage();
    }
    if (document.readyState === "loading") {
        document.addEventListener("DOMContentLoaded", start);
    } else {
        start();
    }
})();
