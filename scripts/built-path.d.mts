export function builtPath(path: string): string | null;
