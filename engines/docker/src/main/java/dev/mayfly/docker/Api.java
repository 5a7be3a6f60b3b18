package dev.mayfly.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mayfly.MayflyException;
import dev.mayfly.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine's API in one version: asks in JSON, and turns refusals into {@link EngineException}s
 * that begin with what was asked for. Thread-safe.
 *
 * @param transport to the engine
 * @param version of the API, {@code 1.41}
 */
record Api(Transport transport, String version) {

  JsonNode get(String what, Target target) {
    return json(what, limited("GET", target));
  }

  /** The same, with headers. */
  JsonNode get(String what, Target target, Map<String, String> headers) {
    return json(what, limited("GET", target).headers(headers));
  }

  /** The same, where an engine answers an object, and who answers something else is none. */
  JsonNode getObject(String what, Target target) {
    byte[] bytes = getBytes(what, target);
    JsonNode answer = parsed(what, bytes);
    if (!answer.isObject()) {
      throw noAnswerOfAnEngine(what, bytes, null);
    }
    return answer;
  }

  /** The answer as it is. */
  byte[] getBytes(String what, Target target) {
    return bytes(what, limited("GET", target));
  }

  /** For content that takes as long as there is much of it. */
  JsonNode post(String what, Target target, BodyWriter content) {
    return json(what, request("POST", target).content(content));
  }

  /** For what ends when a command does. */
  void getSlowly(String what, Target target) {
    json(what, request("GET", target));
  }

  JsonNode post(String what, Target target) {
    return json(what, limited("POST", target));
  }

  JsonNode post(String what, Target target, JsonNode body) {
    return json(what, limited("POST", target).json(Json.write(body)));
  }

  /** For what takes as long as there is much of it. */
  JsonNode postSlowly(String what, Target target, JsonNode body) {
    return json(what, request("POST", target).json(Json.write(body)));
  }

  /** For what the engine itself waits with. */
  void postAfter(String what, Target target, Duration wait) {
    json(what, request("POST", target).within(wait.plus(transport.limits().answer())));
  }

  void put(String what, Target target, BodyWriter content) {
    json(what, request("PUT", target).content(content));
  }

  /** The head of the response alone, also where it says that there is nothing. */
  ResponseHead head(String what, Target target) {
    Request request = limited("HEAD", target);
    try (Response response = transport.execute(request)) {
      int status = response.status();
      if (status >= 400 && status != 404) {
        throw Refusal.of(what, response);
      }
      return response.head();
    } catch (IOException e) {
      throw transport.unreachable(what, e);
    }
  }

  void delete(String what, Target target) {
    json(what, limited("DELETE", target));
  }

  /** A response whose body comes bit by bit. */
  Response stream(String what, Target target, @Nullable BodyWriter content) {
    Request request = request(content == null ? "GET" : "POST", target);
    return send(what, content == null ? request : request.content(content));
  }

  /** A raw connection to a container's process. */
  Hijacked hijack(String what, Target target, @Nullable JsonNode body) {
    try {
      Request request = request("POST", target);
      Hijacked hijacked = transport.hijack(body == null ? request : request.json(Json.write(body)));
      if (!hijacked.isAgreed()) {
        throw Refusal.of(what, hijacked.response());
      }
      return hijacked;
    } catch (IOException e) {
      throw transport.unreachable(what, e);
    }
  }

  /** Whether this JVM has closed the connection to the engine. */
  boolean isClosed() {
    return transport.isClosed();
  }

  /** What to throw when a stream of the engine breaks. */
  EngineException broken(String what, IOException cause) {
    return transport.unreachable(what, cause);
  }

  private Request request(String method, Target target) {
    return Request.of(method, "/v" + version + target.text());
  }

  /** An engine answers it at once, as far as it is up to the engine. */
  private Request limited(String method, Target target) {
    return request(method, target).within(transport.limits().answer());
  }

  private byte[] bytes(String what, Request request) {
    Response response = send(what, request);
    try {
      return response.bytes();
    } catch (IOException e) {
      throw transport.unreachable(what, e);
    }
  }

  /** Podman answers some commands with plain text. */
  private JsonNode json(String what, Request request) {
    byte[] bytes = bytes(what, request);
    boolean isJson = bytes.length > 0 && (bytes[0] == '{' || bytes[0] == '[');
    return isJson ? parsed(what, bytes) : MissingNode.getInstance();
  }

  private JsonNode parsed(String what, byte[] bytes) {
    try {
      return Json.read(bytes);
    } catch (IOException e) {
      throw noAnswerOfAnEngine(what, bytes, e);
    }
  }

  private EngineException noAnswerOfAnEngine(
      String what, byte[] bytes, @Nullable IOException cause) {
    return new EngineException(
        0,
        "%s: the engine at %s gives no answer that can be read: %s. Is it an engine, and no proxy"
                .formatted(what, transport.address(), PingAnswer.shown(bytes))
            + " in front of one?",
        cause);
  }

  private Response send(String what, Request request) {
    try {
      Response response = transport.execute(request);
      if (response.status() >= 400) {
        throw Refusal.of(what, response);
      }
      return response;
    } catch (UncheckedIOException e) {
      throw new MayflyException(what + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw transport.unreachable(what, e);
    }
  }
}
