package dev.mayfly.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets docker-java speak over our sockets; refusals are thrown as {@link EngineException}s, so that
 * all have one form.
 *
 * @param transport to the engine; not closed with this
 * @param what for messages
 * @param content written instead of a stream that docker-java would send; null if there is none
 */
record DockerJavaTransport(Transport transport, String what, @Nullable BodyWriter content)
    implements DockerHttpClient {

  @Override
  public Response execute(Request request) {
    try {
      dev.mayfly.docker.Response response = transport.execute(translated(request));
      if (response.status() >= 400) {
        throw Refusal.of(what, response);
      }
      return new Answered(response);
    } catch (IOException e) {
      throw transport.unreachable(what, e);
    }
  }

  private dev.mayfly.docker.Request translated(Request request) {
    dev.mayfly.docker.Request plain =
        dev.mayfly.docker.Request.of(request.method(), request.path()).headers(request.headers());
    byte[] bytes = request.bodyBytes();
    InputStream body = request.body();
    if (bytes != null) {
      return plain.content(out -> out.write(bytes));
    }
    if (body == null) {
      return plain;
    }
    return plain.content(content == null ? body::transferTo : content);
  }

  @Override
  public void close() {}

  /** A response as docker-java reads it. */
  private record Answered(dev.mayfly.docker.Response response) implements Response {

    @Override
    public int getStatusCode() {
      return response.status();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return response.head().headers();
    }

    @Override
    public InputStream getBody() {
      return response.body();
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
