import { element } from "./element.ts";

/** Loads the page anew when the server says that the workspace has changed; the setting is in the address. */
export function reloadOnChange(): void {
  const note = element("p", { class: "notice", attributes: { role: "status" } });
  note.hidden = true;
  document.body.prepend(note);
  const events = new EventSource("/events");
  const say = (text: string) => {
    note.textContent = text;
    note.hidden = text === "";
  };
  events.addEventListener("working", () => say("The workspace has changed: computing anew …"));
  events.addEventListener("problem", (event) => say(String(JSON.parse(event.data))));
  events.addEventListener("changed", () => location.reload());
}
