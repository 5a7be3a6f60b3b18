package dev.mayfly.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the images that a class's annotations name, and those of fields without a value. */
final class DeclaredImages {

  private static final String CONTAINER = "Ldev/mayfly/junit/Container;";
  private static final String MATRIX = "Ldev/mayfly/junit/ContainerMatrix;";

  private final ClassFiles files;
  private final NeededImages needed;
  private final Consumer<String> usual;

  /**
   * @param usual gets the types of handles that are made of their usual image
   */
  DeclaredImages(ClassFiles files, NeededImages needed, Consumer<String> usual) {
    this.files = files;
    this.needed = needed;
    this.usual = usual;
  }

  /** Looks at a class's annotations, fields and parameters. */
  void look(ClassNode type) {
    for (AnnotationNode annotation : orNone(type.visibleAnnotations)) {
      if (annotation.desc.equals(MATRIX)
          && value(annotation, "images").orElse(null) instanceof List<?> images) {
        images.forEach(image -> needed.add(String.valueOf(image), place(type, "")));
      }
    }
    for (FieldNode field : type.fields) {
      container(field.visibleAnnotations)
          .ifPresent(
              declared ->
                  declared(
                      declared,
                      Type.getType(field.desc),
                      !isAssigned(type, field.name),
                      place(type, "." + field.name)));
    }
    type.methods.forEach(method -> parameters(type, method));
  }

  private void parameters(ClassNode type, MethodNode method) {
    List<AnnotationNode>[] annotations = method.visibleParameterAnnotations;
    if (annotations == null) {
      return;
    }
    Type[] types = Type.getArgumentTypes(method.desc);
    int told = method.visibleAnnotableParameterCount; // 0 if all are
    int hidden = told == 0 ? 0 : types.length - told; // of constructors of inner classes
    for (int i = 0; i < types.length - hidden; i++) {
      Type its = types[i + hidden];
      container(annotations[i])
          .ifPresent(declared -> declared(declared, its, true, place(type, "." + method.name)));
    }
  }

  private void declared(AnnotationNode container, Type type, boolean isEmpty, String place) {
    String image = value(container, "image").map(String::valueOf).orElse("");
    if (!image.isEmpty()) {
      needed.add(image, place);
    } else if (isEmpty && files.isHandle(type.getInternalName())) {
      usual.accept(type.getInternalName());
    }
  }

  /** {@code @Container}, or the one on an annotation of the user's own. */
  private Optional<AnnotationNode> container(@Nullable List<AnnotationNode> annotations) {
    return orNone(annotations).stream().flatMap(one -> container(one).stream()).findFirst();
  }

  private Optional<AnnotationNode> container(AnnotationNode annotation) {
    return annotation.desc.equals(CONTAINER)
        ? Optional.of(annotation)
        : files
            .find(Type.getType(annotation.desc).getInternalName())
            .flatMap(
                type ->
                    orNone(type.visibleAnnotations).stream()
                        .filter(one -> one.desc.equals(CONTAINER))
                        .findFirst());
  }

  private static boolean isAssigned(ClassNode type, String field) {
    return type.methods.stream()
        .flatMap(method -> Stream.of(method.instructions.toArray()))
        .anyMatch(each -> isWriting(each, type, field));
  }

  private static boolean isWriting(AbstractInsnNode each, ClassNode type, String field) {
    return each instanceof FieldInsnNode access
        && (access.getOpcode() == Opcodes.PUTFIELD || access.getOpcode() == Opcodes.PUTSTATIC)
        && access.owner.equals(type.name)
        && access.name.equals(field);
  }

  private static Optional<Object> value(AnnotationNode annotation, String attribute) {
    List<Object> values = annotation.values == null ? List.of() : annotation.values;
    for (int i = 0; i < values.size(); i += 2) {
      if (values.get(i).equals(attribute)) {
        return Optional.of(values.get(i + 1));
      }
    }
    return Optional.empty();
  }

  private static List<AnnotationNode> orNone(@Nullable List<AnnotationNode> annotations) {
    return annotations == null ? new ArrayList<>() : annotations;
  }

  private static String place(ClassNode type, String member) {
    return type.name.substring(type.name.lastIndexOf('/') + 1) + member;
  }
}
