package dev.mayfly.wiremock;

import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** An extension, as a user has one: all that the server answers is in capital letters. */
public final class Shout implements ResponseTransformerV2 {

  @Override
  public String getName() {
    return "shout";
  }

  @Override
  public Response transform(Response response, ServeEvent event) {
    return Response.Builder.like(response)
        .but()
        .body(response.getBodyAsString().toUpperCase(Locale.ROOT))
        .build();
  }

  /** A jar that holds it, with the file by which it is found. */
  static Path jar(Path folder) throws IOException {
    Path jar = folder.resolve("shout.jar");
    String file = Shout.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        InputStream bytes = Shout.class.getResourceAsStream("Shout.class")) {
      entries.putNextEntry(new JarEntry("META-INF/services/" + Extension.class.getName()));
      entries.write(Shout.class.getName().getBytes(StandardCharsets.UTF_8));
      entries.putNextEntry(new JarEntry(file));
      bytes.transferTo(entries);
    }
    return jar;
  }
}
