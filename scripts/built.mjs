// `node --import tsx --import ./scripts/built.mjs <script>`: the script as it is written, the program as it was built.
// tsx names every function that is made, which takes most of the time of short ones.
import { register } from "node:module";

register("./built-hooks.mjs", import.meta.url);
