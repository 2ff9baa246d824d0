/** Entry: registers <passerelle-chat>. Import element.js instead to get the class alone. */
import { PasserelleChat } from "./element.js";

if (!customElements.get("passerelle-chat")) customElements.define("passerelle-chat", PasserelleChat);
