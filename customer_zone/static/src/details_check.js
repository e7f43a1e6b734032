/** @odoo-module ignore */
/* Says while typing what the server will not accept. The form works without it. */
(function () {
    "use strict";

    const PAUSE_MS = 600;

    /** Show or take away the sentence under one field. */
    function show(field, problem) {
        const id = field.id + "_wrong";
        let note = document.getElementById(id);
        if (!problem && !note) {
            return;
        }
        if (!note) {
            note = document.createElement("div");
            note.id = id;
            note.className = "invalid-feedback z-danger";
            note.setAttribute("role", "status");
            field.after(note);
        }
        note.textContent = problem || "";
        field.classList.toggle("is-invalid", Boolean(problem));
        const described = (field.getAttribute("aria-describedby") || "").split(" ");
        const others = described.filter((one) => one && one !== id);
        if (problem) {
            field.setAttribute("aria-invalid", "true");
            field.setAttribute("aria-describedby", [id, ...others].join(" "));
        } else {
            field.removeAttribute("aria-invalid");
            field.setAttribute("aria-describedby", others.join(" "));
        }
    }

    /** Ask about the fields that were typed into, after a pause. */
    function watch(form) {
        const typed = new Set();
        let timer = null;
        let asked = 0;
        async function ask() {
            asked += 1;
            const mine = asked;
            const answer = await fetch(form.dataset.zoneCheck, {
                method: "POST",
                body: new FormData(form),
            }).catch(() => null);
            if (!answer || !answer.ok || mine !== asked) {
                return;
            }
            const problems = await answer.json();
            typed.forEach((field) => show(field, problems[field.name]));
        }
        form.addEventListener("input", (event) => {
            if (event.target.name && event.target.id) {
                typed.add(event.target);
                clearTimeout(timer);
                timer = setTimeout(ask, PAUSE_MS);
            }
        });
    }

    function start() {
        document.querySelectorAll("form[data-zone-check]").forEach(watch);
    }
    if (document.readyState === "loading") {
        document.addEventListener("DOMContentLoaded", start);
    } else {
        start();
    }
})();
