import type { PlannedTest } from "../../planning/next/planned-test.ts";
import { nameOf, pathParts, rampWords, testWords, wholeOf, writes } from "./test-words.ts";

/** A plan with a thread group for each level, one after another. */
export function jmeterPlan(test: PlannedTest): string {
  const { levels, requests, spawnRate, thinkTime, stop } = test;
  const total = requests.reduce((sum, { weight }) => sum + weight, 0);
  const run = [
    rampWords(test),
    "Run: jmeter -n -t plan.jmx -l next.jtl -Jhost=staging.example -Jprotocol=https",
    "Then: headroom import next.jtl -o data/next",
    `Stop it by hand where more than ${100 * stop.errorRate} % fail: JMeter itself stops only at the end of a level.`,
  ];
  const groups = levels.flatMap((level) => [
    `<ThreadGroup guiclass="ThreadGroupGui" testclass="ThreadGroup" testname="${level.users} users" enabled="true">`,
    text("ThreadGroup.num_threads", String(level.users)),
    text("ThreadGroup.ramp_time", String(Math.max(1, Math.ceil(level.users / spawnRate)))),
    text("ThreadGroup.duration", String(wholeOf(test, level))),
    text("ThreadGroup.on_sample_error", "continue"),
    bool("ThreadGroup.scheduler", true),
    '<elementProp name="ThreadGroup.main_controller" elementType="LoopController">',
    bool("LoopController.continue_forever", false),
    '<intProp name="LoopController.loops">-1</intProp>',
    "</elementProp>",
    "</ThreadGroup>",
    "<hashTree>",
    '<UniformRandomTimer guiclass="UniformRandomTimerGui" testclass="UniformRandomTimer" testname="think time" enabled="true">',
    text("ConstantTimer.delay", "0"),
    text("RandomTimer.range", String(Math.round(2000 * thinkTime))),
    "</UniformRandomTimer>",
    "<hashTree/>",
    ...requests.flatMap((request) => sampler(request, (100 * request.weight) / total)),
    "</hashTree>",
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<jmeterTestPlan version="1.2" properties="5.0">',
    "<hashTree>",
    '<TestPlan guiclass="TestPlanGui" testclass="TestPlan" testname="headroom next" enabled="true">',
    text("TestPlan.comments", testWords(test, run).join("\n")),
    bool("TestPlan.serialize_threadgroups", true),
    "</TestPlan>",
    "<hashTree>",
    '<ConfigTestElement guiclass="HttpDefaultsGui" testclass="ConfigTestElement" testname="host" enabled="true">',
    text("HTTPSampler.domain", property("host", "localhost")),
    text("HTTPSampler.port", property("port", "")),
    text("HTTPSampler.protocol", property("protocol", "http")),
    "</ConfigTestElement>",
    "<hashTree/>",
    ...groups,
    "</hashTree>",
    "</hashTree>",
    "</jmeterTestPlan>",
    "",
  ].join("\n");
}

/** One request of the mix, in as many of a hundred rounds as its share. */
function sampler(request: PlannedTest["requests"][number], percent: number): readonly string[] {
  const body = writes(request)
    ? [
        bool("HTTPSampler.postBodyRaw", true),
        '<elementProp name="HTTPsampler.Arguments" elementType="Arguments"><collectionProp name="Arguments.arguments">',
        '<elementProp name="" elementType="HTTPArgument">',
        text("Argument.value", "{}"),
        "</elementProp>",
        "</collectionProp></elementProp>",
      ]
    : [];
  return [
    '<ThroughputController guiclass="ThroughputControllerGui" testclass="ThroughputController" testname="share" enabled="true">',
    '<intProp name="ThroughputController.style">1</intProp>',
    bool("ThroughputController.perThread", false),
    `<FloatProperty><name>ThroughputController.percentThroughput</name><value>${percent.toFixed(3)}</value><savedValue>0.0</savedValue></FloatProperty>`,
    "</ThroughputController>",
    "<hashTree>",
    `<HTTPSamplerProxy guiclass="HttpTestSampleGui" testclass="HTTPSamplerProxy" testname="${escaped(nameOf(request))}" enabled="true">`,
    text("HTTPSampler.method", request.method),
    text("HTTPSampler.path", pathParts(request.path).join(property("id", "1"))),
    ...body,
    "</HTTPSamplerProxy>",
    "<hashTree/>",
    "</hashTree>",
  ];
}

/** What -Jname=value gives, and what stands without it. */
const property = (name: string, otherwise: string) => `$\{__P(${name},${otherwise})}`;

const text = (name: string, value: string) =>
  `<stringProp name="${name}">${escaped(value)}</stringProp>`;

const bool = (name: string, value: boolean) => `<boolProp name="${name}">${value}</boolProp>`;

/** Text inside XML; what no XML may hold goes. */
const escaped = (value: string) =>
  value
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 allows none of these
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
