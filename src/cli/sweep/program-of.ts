/** Results of another code, Node or processor may differ in a digit: they are not mixed. */
export async function programOf(): Promise<string> {
  const { builtProgram, program } = await import("../../io/program.ts");
  return builtProgram() ?? `${program()} from its sources`;
}
