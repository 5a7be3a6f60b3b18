package dev.mayfly.kafka;

import java.nio.ByteBuffer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;

/** Answers and questions as Kafka's own classes write and read them. */
final class WrittenByKafka {

  private WrittenByKafka() {}

  /** An answer with its length and the number of the question that it belongs to. */
  static byte[] answer(Message message, int version) {
    ByteBuffer body = MessageUtil.toByteBufferAccessor(message, (short) version).buffer();
    ByteBuffer answer = ByteBuffer.allocate(8 + body.remaining());
    return answer.putInt(4 + body.remaining()).putInt(1).put(body).array();
  }

  /** The same for one of a "flexible" version 0, whose header has a number of further fields. */
  static byte[] flexible(Message message) {
    ByteBuffer body = MessageUtil.toByteBufferAccessor(message, (short) 0).buffer();
    ByteBuffer answer = ByteBuffer.allocate(9 + body.remaining());
    return answer.putInt(5 + body.remaining()).putInt(1).put((byte) 0).put(body).array();
  }

  /** Reads a question into {@code body}, which must take up all of the rest; returns its header. */
  static RequestHeaderData question(byte[] sent, Message body, int version) {
    ByteBuffer bytes = ByteBuffer.wrap(sent);
    if (bytes.getInt() != bytes.remaining()) {
      throw new IllegalStateException("The question's length is not what it says.");
    }
    ByteBufferAccessor reader = new ByteBufferAccessor(bytes);
    RequestHeaderData header = new RequestHeaderData(reader, (short) 1);
    body.read(reader, (short) version);
    if (bytes.hasRemaining()) {
      throw new IllegalStateException(bytes.remaining() + " bytes follow the question.");
    }
    return header;
  }
}
