package dev.mayfly.kubernetes;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signal as shells' {@code kill} takes it, on any of Linux's processors.
 *
 * @param word a name without SIG, or a number
 */
record SignalName(String word) {

  private static final Set<String> NAMES =
      Set.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private static final Pattern NUMBER = Pattern.compile("[1-9]|[1-5][0-9]|6[0-4]");
  private static final Pattern REAL_TIME = Pattern.compile("RTMIN(?:\\+([0-9]|[12][0-9]|30))?");
  private static final int FIRST_REAL_TIME = 34;

  /**
   * One as users write it, such as {@code SIGHUP}, {@code hup}, {@code 1} or {@code SIGRTMIN+3}.
   *
   * @throws dev.mayfly.engine.EngineException if there is none of that name
   */
  static SignalName of(String signal) {
    String word = signal.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    Matcher realTime = REAL_TIME.matcher(word);
    if (realTime.matches()) {
      int after = realTime.group(1) == null ? 0 : Integer.parseInt(realTime.group(1));
      return new SignalName(String.valueOf(FIRST_REAL_TIME + after));
    }
    if (!NAMES.contains(word) && !NUMBER.matcher(word).matches()) {
      throw Refused.wrong(
          "There is no signal \"" + signal + "\". Name one of Linux's, such as SIGHUP or SIGUSR1.");
    }
    return new SignalName(word);
  }

  /** Whether no process lives on after it, nor hears of it. */
  boolean isKill() {
    return word.equals("KILL") || word.equals("9");
  }
}
