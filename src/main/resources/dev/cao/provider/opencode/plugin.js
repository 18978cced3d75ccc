// Runs inside of OpenCode, which tells it of everything that happens. Appends what cao needs to know to the worker's event
// log, keeps tool calls back while cao types, and passes cao's answers to permissions and questions on. It needs no port.
import { appendFileSync, existsSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const log = process.env.CAO_SPOOL;
const home = process.env.CAO_HOOKS;
const conversation = process.env.CAO_CONVERSATION;
// An OpenCode that the agent itself starts is not this worker.
delete process.env.CAO_SPOOL;

const LOOK_MILLISECONDS = 500;

const subagents = new Set();
const waiting = [];
const open = new Map();
let post = () => {};
let watcher;
let current = "";
let looking;

const write = (line) => appendFileSync(log, JSON.stringify(line) + "\n");

function brief(args) {
  const about = args?.command ?? args?.filePath ?? args?.pattern ?? args?.url ?? args?.description ?? "";
  return String(about).slice(0, 300);
}

// Looked at after each change of the folder, and during a turn twice a second as well: of a file that is written and then
// moved, the watch may tell only once, before it has its name (seen with 1.18.33 on a loaded machine).
function look() {
  if (!existsSync(join(home, "hold"))) {
    waiting.splice(0).forEach((goOn) => goOn());
  }
  for (const name of readdirSync(home).filter((file) => file.startsWith("answer-"))) {
    const file = join(home, name);
    try {
      const answer = JSON.parse(readFileSync(file, "utf8"));
      rmSync(file);
      if (answer.path === "abort") {
        breakOff();
      } else {
        post(answer.path, answer.body ?? {});
      }
    } catch {
      // Another look took it.
    }
  }
}

// What a turn asked stays open after it was broken off: the next Enter would allow it, and the tool would run (seen with
// 1.18.33).
function breakOff() {
  post(`/session/${current}/abort`, {});
  open.forEach((refusal, path) => post(path, refusal));
}

function attend(busy) {
  clearInterval(looking);
  looking = busy ? setInterval(look, LOOK_MILLISECONDS) : undefined;
}

function held() {
  return existsSync(join(home, "hold")) ? new Promise((goOn) => { waiting.push(goOn); look(); }) : undefined;
}

const requestPath = (event, id) => `/${event}/${id}/${event === "permission" ? "reply" : "reject"}`;

function asked(event, p) {
  open.set(requestPath(event, p.id), event === "permission" ? { reply: "reject" } : {});
  write({
    event, session: p.sessionID, request: p.id, reply_to: join(home, "answer-" + p.id),
    permission: p.permission, patterns: p.patterns, questions: p.questions,
  });
}

function answered(event, p, decision) {
  open.delete(requestPath(event, p.requestID));
  write({ event: "answered", request: p.requestID, decision });
}

const handlers = {
  "session.created": (p) => {
    if (p.info?.parentID) {
      subagents.add(p.info.id);
    } else {
      write({ event: "session", session: p.info?.id });
    }
  },
  "session.status": (p) => write({ event: "status", session: p.sessionID, status: p.status?.type, message: p.status?.message }),
  "session.idle": (p) => {
    if (p.sessionID === current) {
      attend(false);
    }
    write({ event: "idle", session: p.sessionID });
  },
  "session.error": (p) => write({
    event: "error", session: p.sessionID, name: p.error?.name, message: p.error?.data?.message, code: p.error?.data?.statusCode,
  }),
  "message.updated": (p) => {
    const m = p.info;
    if (m?.role === "assistant") {
      write({
        event: "message", session: m.sessionID, message: m.id, parent: m.parentID, finish: m.finish, summary: m.summary,
        model: `${m.providerID}/${m.modelID}`,
      });
    }
  },
  "message.part.updated": (p) => {
    const part = p.part;
    if (part?.type === "text" && part.time?.end && !part.synthetic) {
      write({ event: "text", session: part.sessionID, message: part.messageID, part: part.id, text: part.text });
    } else if (part?.type === "step-finish") {
      write({
        event: "usage", session: part.sessionID, message: part.messageID, part: part.id, tokens: part.tokens, cost: part.cost,
      });
    }
  },
  "permission.asked": (p) => asked("permission", p),
  "question.asked": (p) => asked("question", p),
  "permission.replied": (p) => answered("permission", p, p.reply),
  "question.replied": (p) => answered("question", p, JSON.stringify(p.answers)),
  "question.rejected": (p) => answered("question", p, "rejected"),
};

export const Cao = async ({ client }) => {
  if (!log) {
    return {};
  }
  post = (url, body) => client._client.post({ url, body, headers: { "content-type": "application/json" } });
  // A file that was moved into its place may be told of by its earlier name: any change but our own is looked at.
  watcher ??= watch(home, (_, name) => {
    if (name !== basename(log)) {
      look();
    }
  });
  return {
    event: async ({ event }) => {
      const of = event.properties?.sessionID ?? event.properties?.info?.sessionID ?? event.properties?.part?.sessionID;
      const own = !subagents.has(of) || /^(permission|question)\./.test(event.type) || event.properties?.part?.type === "step-finish";
      if (own) {
        handlers[event.type]?.(event.properties);
      }
    },
    "chat.message": async (input, output) => {
      if (subagents.has(input.sessionID)) {
        return;
      }
      if (current !== input.sessionID) {
        current = input.sessionID;
        writeFileSync(join(home, "session-" + conversation), current, { mode: 0o600 });
      }
      attend(true);
      const texts = output.parts.filter((part) => part.type === "text" && !part.synthetic).map((part) => part.text);
      write({ event: "prompt", session: input.sessionID, message: output.message.id, text: texts.join("\n") });
    },
    "tool.execute.before": async (input, output) => {
      if (!subagents.has(input.sessionID)) {
        write({ event: "tool", session: input.sessionID, tool: input.tool, about: brief(output.args) });
      }
      await held();
    },
  };
};
