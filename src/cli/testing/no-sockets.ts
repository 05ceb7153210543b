/** What Node is given to end the program, with exit code 99, when it opens a socket or asks for a name. */

const code = `import net from "node:net"; import dgram from "node:dgram"; import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
const refuse = () => { process._rawDebug("a socket was opened"); process.exit(99); };
net.Socket.prototype.connect = refuse; net.Server.prototype.listen = refuse;
dgram.createSocket = refuse; dns.lookup = refuse; dns.promises.lookup = refuse;
syncBuiltinESMExports();`;

export const noSockets = `--import=data:text/javascript,${encodeURIComponent(code)}`;
