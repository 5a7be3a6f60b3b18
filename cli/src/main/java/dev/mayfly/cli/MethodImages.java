package dev.mayfly.cli;

import dev.mayfly.MayflyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Finds the calls in a method that name an image, such as {@code
 * PostgresContainer.of("postgres:15")}, and where the name comes from.
 */
final class MethodImages {

  private final ClassFiles files;
  private final NeededImages needed;
  private final Consumer<String> usual;

  /**
   * @param usual gets the types of handles that are made of their usual image, by {@code of()}
   */
  MethodImages(ClassFiles files, NeededImages needed, Consumer<String> usual) {
    this.files = files;
    this.needed = needed;
    this.usual = usual;
  }

  /** Looks through a method's code. */
  void look(ClassNode owner, MethodNode method) {
    List<MethodInsnNode> naming = new ArrayList<>();
    for (AbstractInsnNode each : method.instructions) {
      if (each instanceof MethodInsnNode call && call.getOpcode() == Opcodes.INVOKESTATIC) {
        if (isOfUsual(call)) {
          usual.accept(call.owner);
        } else if (isNaming(call)) {
          naming.add(call);
        }
      } else if (each instanceof InvokeDynamicInsnNode made) {
        reference(owner, made);
      }
    }
    if (!naming.isEmpty()) {
      Frame<SourceValue>[] frames = frames(owner, method);
      naming.forEach(call -> name(owner, method, call, frames));
    }
  }

  /** Who is given {@code PostgresContainer::of} calls it with a name that only he knows. */
  private void reference(ClassNode owner, InvokeDynamicInsnNode made) {
    for (Object argument : made.bsmArgs) {
      if (argument instanceof Handle method && method.getTag() == Opcodes.H_INVOKESTATIC) {
        MethodInsnNode call =
            new MethodInsnNode(
                Opcodes.INVOKESTATIC, method.getOwner(), method.getName(), method.getDesc());
        if (isOfUsual(call)) {
          usual.accept(call.owner);
        } else if (isNaming(call) && !files.isHandle(owner.name)) {
          needed.untold(place(owner, made), "the name is made when it runs");
        }
      }
    }
  }

  private boolean isOfUsual(MethodInsnNode call) {
    return call.name.equals("of")
        && Type.getArgumentCount(call.desc) == 0
        && files.isHandle(call.owner);
  }

  private boolean isNaming(MethodInsnNode call) {
    Type[] arguments = Type.getArgumentTypes(call.desc);
    boolean takesText =
        arguments.length > 0 && arguments[0].getDescriptor().equals("Ljava/lang/String;");
    return takesText
        && switch (call.owner) {
          case "dev/mayfly/ImageName" -> call.name.equals("parse");
          case "dev/mayfly/ContainerSpec" -> call.name.equals("of");
          case "dev/mayfly/compose/ComposeProject" -> false; // of a file
          default -> call.name.equals("of") && files.isHandle(call.owner);
        };
  }

  private static Frame<SourceValue>[] frames(ClassNode owner, MethodNode method) {
    try {
      return new Analyzer<>(new Copies()).analyze(owner.name, method);
    } catch (AnalyzerException e) {
      throw new MayflyException(
          "The code of " + owner.name + "." + method.name + " can't be followed: " + e, e);
    }
  }

  /** A value in a variable comes from where it was put there from. */
  private static final class Copies extends SourceInterpreter {
    Copies() {
      super(Opcodes.ASM9);
    }

    @Override
    public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
      return value;
    }
  }

  private void name(
      ClassNode owner, MethodNode method, MethodInsnNode call, Frame<SourceValue>[] frames) {
    Frame<SourceValue> frame = frames[method.instructions.indexOf(call)];
    if (frame == null) {
      return; // code that nothing leads to
    }
    int arguments = Type.getArgumentCount(call.desc);
    Set<AbstractInsnNode> sources = frame.getStack(frame.getStackSize() - arguments).insns;
    String place = place(owner, call);
    boolean isHandle = files.isHandle(owner.name);
    for (AbstractInsnNode source : sources) {
      if (source instanceof LdcInsnNode constant && constant.cst instanceof String text) {
        needed.add(text, place);
      } else if (!isHandle) {
        needed.untold(place, "the name is made when it runs");
      }
    }
    if (sources.isEmpty() && !isHandle) {
      needed.untold(place, "the name is a parameter");
    }
  }

  /** As stack traces write it. */
  private static String place(ClassNode owner, AbstractInsnNode call) {
    String file = owner.sourceFile == null ? owner.name.replace('/', '.') : owner.sourceFile;
    for (AbstractInsnNode at = call; at != null; at = at.getPrevious()) {
      if (at instanceof LineNumberNode line) {
        return file + ":" + line.line;
      }
    }
    return file;
  }
}
