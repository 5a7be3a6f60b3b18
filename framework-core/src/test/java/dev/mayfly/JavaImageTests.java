package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the image of a program is built. */
class JavaImageTests {

  @TempDir private Path folder;

  private Path jar(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, path);
  }

  private static String arguments(ImageBuild build) {
    return build.files().stream()
        .filter(file -> file.containerPath().equals("/java.arguments"))
        .map(file -> ((FileSource.Bytes) file.source()).content())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_changes_least_is_the_lowest_layer_and_the_class_path_keeps_its_order()
      throws IOException {
    Path classes = Files.createDirectories(folder.resolve("target/classes"));
    List<Path> classPath =
        List.of(
            classes,
            jar("repository/a/lib.jar"),
            jar("other/target/other-1.jar"),
            jar("repository/b/lib.jar"),
            jar("repository/c-SNAPSHOT.jar"));

    ImageBuild build =
        JavaImage.of("eclipse-temurin:17-jre", JavaImageTests.class)
            .classPath(classPath)
            .jvmOptions("-Dwords=a \"b\"")
            .arguments("--port", "8080")
            .expose(8080)
            .debug(5005)
            .image();

    assertThat(build.written().text())
        .isEqualTo(
            """
            FROM eclipse-temurin:17-jre
            WORKDIR /app
            COPY ["libraries", "/app/libraries/"]
            COPY ["project", "/app/project/"]
            COPY ["classes", "/app/classes/"]
            COPY ["java.arguments", "/app/"]
            EXPOSE 8080 5005
            ENTRYPOINT ["java", "@/app/java.arguments"]
            CMD ["--port", "8080"]
            """);
    assertThat(arguments(build))
        .isEqualTo(
            """
            "-Dwords=a \\"b\\""
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005"
            "-cp"
            "/app/classes/classes:/app/libraries/lib.jar:/app/project/other-1.jar\
            :/app/libraries/2-lib.jar:/app/project/c-SNAPSHOT.jar"
            "dev.mayfly.JavaImageTests"
            """);
    assertThat(build.files()).contains(CopiedFile.of(FileSource.path(classes), "/classes/classes"));
  }

  @Test
  void a_jar_is_run_as_it_is() throws IOException {
    ImageBuild build = JavaImage.of("java:17", jar("target/app.jar")).image();

    assertThat(arguments(build)).isEqualTo("\"-jar\"\n\"/app/project/app.jar\"\n");
    assertThat(build.written().text()).doesNotContain("EXPOSE", "CMD");
  }

  @Test
  void the_class_path_of_this_jvm_is_taken_without_folders_of_tests() throws Exception {
    Path own =
        Path.of(JavaImageTests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path program =
        Path.of(ImageBuild.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    assertThat(ClassPathEntry.ofThisJvm(ImageBuild.class)).contains(program).doesNotContain(own);
    assertThat(ClassPathEntry.ofThisJvm(JavaImageTests.class)).contains(program, own);
  }
}
