-- Asks the addresses of a file one after the other, each once; ends when they are used up, or with wrk's own time.
-- ADDRESSES names the file; HEADERS holds lines "Name: value". The answer is one line of JSON.
local addresses, at, sent = {}, 0, 0
local threads = {}

function setup(thread) table.insert(threads, thread) end

function init(args)
  for line in io.lines(os.getenv("ADDRESSES")) do table.insert(addresses, line) end
  for name, value in string.gmatch(os.getenv("HEADERS") or "", "([^:\n]+): ([^\n]+)") do wrk.headers[name] = value end
  again = os.getenv("AGAIN") == "1"
  answered, wrong, status = 0, 0, 0
end

function request()
  if not tried then -- wrk asks once to see whether the script works, and sends nothing
    tried = true
    return wrk.format("GET", addresses[1])
  end
  at = at + 1
  if at > #addresses and again then at = 1 end
  return wrk.format("GET", addresses[math.min(at, #addresses)])
end

-- Whoever finds nothing left waits: were it to ask something again, the server would be at work on that when it is the
-- turn of the next one.
if os.getenv("AGAIN") ~= "1" then
  function delay()
    sent = sent + 1
    return sent > #addresses and 3600000 or 0
  end
end

function response(code)
  answered = answered + 1
  if code ~= 200 and code ~= 304 then wrong = wrong + 1; status = code end
  if not again and answered == #addresses then
    wrk.thread:stop()
    -- Else wrk sleeps on, and counts its sleep as time in which it asked. While it waits for a command it is deaf to
    -- the signal, so the command only leaves somebody behind who sends it.
    os.execute("(sleep 0.02; kill -INT $PPID) &")
  end
end

function done(summary, latency, requests)
  local wrong = threads[1]:get("wrong")
  io.write(string.format(
    'RESULT {"requests": %d, "microseconds": %d, "bytes": %d, "p50": %.3f, "p90": %.3f, "p99": %.3f, "max": %.3f,' ..
    ' "wrong": %d, "status": %d, "broken": %d, "timeouts": %d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50) / 1000, latency:percentile(90) / 1000,
    latency:percentile(99) / 1000, latency.max / 1000, wrong, threads[1]:get("status"),
    summary.errors.connect + summary.errors.read + summary.errors.write, summary.errors.timeout))
end
