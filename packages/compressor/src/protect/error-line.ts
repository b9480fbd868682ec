import { messageOf } from '../segment/log-line.ts'

/** Levels as logs write them: in capitals, in brackets, as a field of JSON or of `key=value`. */
const LEVEL =
	/\b(?:ERROR|FATAL|CRITICAL|SEVERE|PANIC|FAILED|FAILURE|FAIL|EMERG|ALERT|ERR!)(?![\w-])|[[<(](?:[\w-]{1,40}:)?(?:error|fatal|critical|crit|alert|emerg|panic)[\])>:]/
const FIELD =
	/"(?:level|severity|lvl|log\.level|levelname)" ?: ?"?(?:error|err|fatal|critical|crit|panic|emerg|alert|[56]0)\b|\b(?:level|lvl|severity)=(?:"?)(?:error|err|eror|fatal|critical|crit|panic|emerg|alert)\b/i
/** `E0426 12:03:11.5` of glog, `E/Tag(` and `E: ` of others. */
const LETTER = /^(?:[EF]\d{4} \d{2}:\d{2}|[EF]\/[\w.]{1,80}\(|E: )/
/** What opens a message that says that something failed. */
const OPENING =
	/^[^\w\s"'(]{0,3}\s{0,4}(?:error\b(?!s? (?:handl|page|code|message|class|type|bound|log))|fatal(?: error)?:|panic: |npm (?:err!|error)|traceback \(most recent|e {2,8}\S|not ok \d|--- fail:|caused by: |uncaught )/i
const CROSS = /^(?:✗|✖|✕|×|❌) ?\S/
/** `main.c:12:3: error: …`, `a.ts(3,5): error TS1`, `3:10  error  …`, `tests/a.py:118: AssertionError`, `gcc: error: …`. */
const PLACED =
	/^\S{1,200}\(\d{1,7},\d{1,5}\): error|^\S{1,200}:\d{1,7}(?::\d{1,5})?(?::| -) (?:fatal )?(?:error\b|\w{0,80}(?:Error|Exception|Failure)\b)|^\d{1,7}:\d{1,5}\s{1,8}error\s|^[\w./+-]{1,80}(?:\[\d{1,7}\])?: (?:\*\*\* |fatal )?error\b|\*\*\* \[[^\]\n]{1,200}\] Error \d/i
/** `ValueError: …`, `java.io.IOException: …`, `TypeError [ERR_X]: …`, `Exception in thread "main" …`. */
const THROWN =
	/^(?:Exception in thread "[^"\n]{0,80}" )?[\w$.]{0,240}(?:Error|Exception|Throwable)(?: \[\w{1,60}\])?(?::|$)/
/** Messages of the operating system behind a colon, as POSIX spells them. */
const ERRNO =
	/: (?:No such file or directory|Permission denied|Operation not permitted|Connection refused|Connection reset by peer|Connection timed out|No route to host|Address already in use|No space left on device|Broken pipe|Too many open files|Cannot allocate memory|Input\/output error|Read-only file system|Not a directory|Is a directory|command not found|Killed|Segmentation fault)(?: \(|$)/
/** Events of a cluster: `Warning  BackOff`, `CrashLoopBackOff`, `OOMKilled`. */
const EVENT =
	/(?:^|\s)Warning\s{2,20}[A-Z][A-Za-z]{2,40}\s|\b(?:[A-Z][A-Za-z]{1,30}BackOff|OOMKilled|Err[A-Z]\w{2,30})\b/

/** Whether a program says in this line that something failed. Prose that mentions errors is not meant. */
export function isErrorLine(line: string): boolean {
	if (LEVEL.test(line) || FIELD.test(line) || EVENT.test(line)) return true
	const message = messageOf(line)
	return (
		OPENING.test(message) ||
		CROSS.test(message) ||
		PLACED.test(message) ||
		THROWN.test(message) ||
		LETTER.test(message) ||
		ERRNO.test(message)
	)
}
