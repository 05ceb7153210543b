/** What an endpoint goes by: "GET /goals/". */
export const endpointName = ({
  method,
  path,
}: {
  readonly method: string;
  readonly path: string;
}): string => `${method} ${path}`.trim();
