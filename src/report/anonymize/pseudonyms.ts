/** Names that stand for others: the same name gets the same one, and nobody can tell which it was. */

/** A secret of the workspace turned into a text: 12 hexadecimal digits or more for a name. */
export type NameCode = (name: string) => string;

const consonants = "bdfgklmnprstvwxz";
const vowels = "aeiou";

/** Syllables of a pseudonym: 80 different ones each, so that of 1,000 names hardly two share one. */
const SYLLABLES = 5;

/** "kavo-tirule", which can be said in a meeting. */
export function pseudonym(name: string, code: NameCode): string {
  let rest = Number.parseInt(code(name).slice(0, 12), 16);
  const syllables = Array.from({ length: SYLLABLES }, () => {
    const consonant = consonants[rest % 16] ?? "";
    rest = Math.floor(rest / 16);
    const vowel = vowels[rest % 5] ?? "";
    rest = Math.floor(rest / 5);
    return `${consonant}${vowel}`;
  });
  return `${syllables.slice(0, 2).join("")}-${syllables.slice(2).join("")}`;
}

/** A path, glob or address part by part: what is alike stays alike, what is a placeholder stays one. */
export function anonymousPath(path: string, code: NameCode): string {
  return path
    .replace(/\{[^}]*\}?/g, "{}")
    .replace(/[^/?&=#{}*]+/g, (part) => pseudonym(part, code))
    .replaceAll("{}", "{id}");
}

/** "GET /kavo-tirule/{id}"; a name that is no path as a whole. */
export function anonymousEndpoint(
  { method, path }: { readonly method: string; readonly path: string },
  code: NameCode,
): { readonly method: string; readonly path: string } {
  if (path === "") return { method, path };
  const [shown, label] = path.includes("/")
    ? [anonymousPath(path, code), method]
    : [`request ${pseudonym(path, code)}`, method];
  return { method: /^[A-Z]{3,7}$/.test(label) ? label : "", path: shown };
}
