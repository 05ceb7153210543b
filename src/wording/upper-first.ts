/** The same text as a sentence begins: its first letter large. */
export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
