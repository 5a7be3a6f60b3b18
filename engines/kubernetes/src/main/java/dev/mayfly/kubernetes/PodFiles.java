package dev.mayfly.kubernetes;

import dev.mayfly.MayflyException;
import dev.mayfly.engine.EngineException;
import dev.mayfly.engine.FileEntry;
import dev.mayfly.engine.FileEntry.Kind;
import dev.mayfly.engine.FileVisitor;
import dev.mayfly.engine.PathState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Copies files into running pods and out of them, by the programs of their images: a cluster can't.
 *
 * @param exec runs them
 */
record PodFiles(PodExec exec) {

  /** Reads lines of a letter and a path, and tells which can't take what it gets. */
  private static final String CHECK =
      """
      head -c "$1" | while IFS= read -r line; do
        p="${line#?}"
        case $line in
        d*) if [ -e "$p" ] && [ ! -d "$p" ]; then echo "$p: file exists"; fi ;;
        *) if [ -d "$p" ] && [ ! -L "$p" ]; then echo "cannot overwrite directory $p"; fi ;;
        esac
      done
      """;

  private static final String UNPACK =
      "command -v tar >/dev/null || exit 127; head -c \"$1\" | tar -x -p -f - -C /";

  /** Follows links one by one, those that lead nowhere too. */
  private static final String LOOK =
      """
      p=$1; n=0
      while [ -L "$p" ] && [ $n -lt 40 ]; do
        t=$(readlink "$p") || exit 127
        case $t in /*) p=$t ;; *) p=${p%/*}/$t ;; esac
        n=$((n+1))
      done
      if [ -L "$p" ]; then k=l
      elif [ -d "$p" ]; then k=d
      elif [ -f "$p" ]; then k=f
      elif [ -p "$p" ]; then k=p
      elif [ -S "$p" ]; then k=s
      elif [ -e "$p" ]; then k=v
      else k=n
      fi
      if [ $n -gt 0 ] && [ $k != n ] && [ $k != l ]; then p=$(readlink -f "$p") || exit 127; fi
      printf '%s%s' $k "$p"
      """;

  /** All is there, but of different moments, as when a log is written. */
  private static final Pattern CHANGED =
      Pattern.compile("changed as we read it|removed before we read it");

  private static final int NO_PROGRAM = 126;
  private static final int REFUSED = 400;

  /** What {@link dev.mayfly.engine.ContainerEngine#copyIn} asks for. */
  void copyIn(String pod, List<FileEntry> files) {
    String what = into(pod);
    requireKindsStay(pod, what, files);
    try {
      TarSource tar = new TarSource(files, Instant.now());
      List<String> command = script(UNPACK, String.valueOf(tar.length()));
      try (PodProgram program = PodProgram.start(exec, pod, what, command, true)) {
        feed(what, program, tar);
        requireDone(what, program, "sh, head and tar");
      }
    } catch (IOException e) {
      throw ApiErrors.lost(what, e);
    }
  }

  static String into(String pod) {
    return "copy files into container " + pod;
  }

  /** A program that fails reads no more, and says why. */
  static void feed(String what, PodProgram program, TarSource tar) {
    try {
      ToProgram input = new ToProgram(program.input());
      tar.writeTo(input);
      input.flush();
    } catch (ToProgram.Ended e) {
      // what it says is read next
    } catch (IOException e) {
      throw new MayflyException("Can't " + what + ": " + e.getMessage(), e);
    }
  }

  private void requireKindsStay(String pod, String what, List<FileEntry> files) {
    byte[] list =
        files.stream()
            .map(file -> (file.isDirectory() ? "d" : "f") + file.path().replaceFirst("/+$", ""))
            .filter(line -> line.indexOf('\n') < 0)
            .collect(Collectors.joining("\n", "", "\n"))
            .getBytes(StandardCharsets.UTF_8);
    List<String> command = script(CHECK, String.valueOf(list.length));
    try (PodProgram program = PodProgram.start(exec, pod, what, command, true)) {
      try (OutputStream input = program.input()) {
        input.write(list);
      } catch (IOException e) {
        // what it says is read next
      }
      String clashes = new String(program.output().readAllBytes(), StandardCharsets.UTF_8);
      requireDone(what, program, "sh and head");
      if (!clashes.isEmpty()) {
        throw new EngineException(
            REFUSED,
            "Can't "
                + what
                + ": "
                + ApiErrors.sentences(
                    clashes,
                    "A file can't take a directory's place, nor a directory that of a file or a link."
                        + " Write the file's whole path, such as /opt/app.conf."));
      }
    } catch (IOException e) {
      throw ApiErrors.lost(what, e);
    }
  }

  /** What {@link dev.mayfly.engine.ContainerEngine#copyOut} asks for. */
  void copyOut(String pod, String path, FileVisitor visitor) {
    String what = "copy " + path + " out of container " + pod;
    PathState there = inspectPath(pod, path);
    if (!there.exists()) {
      throw new EngineException(ApiErrors.NOT_FOUND, "Can't " + what + ": there is no such file.");
    }
    String name = last(there.path());
    List<String> command =
        List.of(
            "tar", "-c", "-f", "-", "-C", parent(there.path()), name.isEmpty() ? "." : "./" + name);
    try (PodProgram program = PodProgram.start(exec, pod, what, command, false)) {
      visit(what, program, renamed(name, last(path)), visitor);
    } catch (IOException e) {
      throw ApiErrors.lost(what, e);
    }
  }

  private static void visit(
      String what, PodProgram program, UnaryOperator<String> rename, FileVisitor visitor)
      throws IOException {
    try {
      new TarEntries(what, program.output()).visitAll(rename, visitor);
    } catch (IOException e) {
      requireDone(what, program, "tar"); // what a node says instead is no archive
      throw e;
    }
    int code = program.exitCode();
    if (code != 1 || !CHANGED.matcher(program.errors()).find()) {
      requireDone(what, program, "tar");
    }
  }

  /** Paths as the port has them: what was asked for by its own name, all else below it. */
  private static UnaryOperator<String> renamed(String from, String to) {
    return entry -> {
      String plain = entry.replaceFirst("^(\\./)+", "");
      return plain.equals(from) || plain.startsWith(from + "/")
          ? to + plain.substring(from.length())
          : plain;
    };
  }

  private static String parent(String path) {
    String parent = path.replaceFirst("/*[^/]*/*$", "");
    return parent.isEmpty() ? "/" : parent;
  }

  private static String last(String path) {
    return path.replaceFirst("/+$", "").replaceFirst(".*/", "");
  }

  /** What is at a path; nothing if the container is gone. */
  PathState inspectPath(String pod, String path) {
    String what = "look at " + path + " in container " + pod;
    try (PodProgram program = PodProgram.start(exec, pod, what, script(LOOK, path), false)) {
      String answer = new String(program.output().readAllBytes(), StandardCharsets.UTF_8);
      requireDone(what, program, "sh and readlink");
      String found = answer.substring(1);
      return new PathState(found.equals(path) ? path : Paths.plain(found), kind(answer.charAt(0)));
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return new PathState(path, null);
      }
      throw e;
    } catch (IOException e) {
      throw ApiErrors.lost(what, e);
    }
  }

  private static @Nullable Kind kind(char letter) {
    return switch (letter) {
      case 'l' -> Kind.SYMBOLIC_LINK; // one that leads in a circle
      case 'd' -> Kind.DIRECTORY;
      case 'f' -> Kind.FILE;
      case 'p' -> Kind.FIFO;
      case 's' -> Kind.SOCKET;
      case 'v' -> Kind.DEVICE;
      default -> null;
    };
  }

  static List<String> script(String script, String argument) {
    return List.of("sh", "-c", script, "mayfly", argument);
  }

  private static void requireDone(String what, PodProgram program, String programs)
      throws IOException {
    int code = program.exitCode();
    if (code == 0) {
      return;
    }
    String words = program.errors().isEmpty() ? "" : " (" + program.errors() + ")";
    if (code >= NO_PROGRAM) {
      throw new EngineException(
          ApiErrors.NOT_IMPLEMENTED,
          "Can't "
              + what
              + ": a cluster copies nothing itself, and the container's image lacks one of "
              + programs
              + words
              + ". Copy before the start, or use an image that has them.");
    }
    throw new EngineException(REFUSED, "Can't " + what + ": exit code " + code + words + ".");
  }
}
