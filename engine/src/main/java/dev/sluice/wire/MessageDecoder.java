package dev.sluice.wire;

import static dev.sluice.wire.MessageId.nameOf;

import dev.sluice.model.Bep;
import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockBufferSource;
import dev.sluice.model.BlockRef;
import dev.sluice.wire.PeerMessage.AllowedFast;
import dev.sluice.wire.PeerMessage.Bitfield;
import dev.sluice.wire.PeerMessage.Cancel;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.PeerMessage.Have;
import dev.sluice.wire.PeerMessage.Piece;
import dev.sluice.wire.PeerMessage.Port;
import dev.sluice.wire.PeerMessage.RejectRequest;
import dev.sluice.wire.PeerMessage.Request;
import dev.sluice.wire.PeerMessage.SuggestPiece;
import dev.sluice.wire.PeerMessage.Unknown;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes behind a peer's handshake into messages, however the network cut them.
 *
 * <p>Every message goes through the same stages; most end before the last:
 *
 * <pre>
 * LENGTH (4) --> ID (1) --> FIELDS (0 to 12) --> BODY (payload, bits, or bytes to skip)
 *     |            |            |
 *  keep-alive   choke, ...   have, request, ...
 * </pre>
 *
 * <p>A stage begins only after what it announces was checked against the {@link MessageLimits}; so
 * nothing is allocated, leased or waited for on the word of a peer that breaks them. The fixed part
 * gathers in a small buffer of our own. The payload of a piece goes into its leased buffer: copied
 * from the input, or, where {@link #payloadInProgress} says so, read from the socket straight into
 * it. A reader does this:
 *
 * <pre>
 * while ((message = decoder.decode(input)) != null) deliver(message);
 * input.clear();                                        // decode left nothing in it
 * ByteBuffer payload = decoder.payloadInProgress();
 * if (payload == null) channel.read(input); else channel.read({payload, input});
 * input.flip();
 * </pre>
 *
 * <p>After a {@link WireException} the stream has lost its frame: close the decoder and the
 * connection. Owned by the connection's reader.
 */
@Bep({3, 5, 6, 10})
public final class MessageDecoder implements AutoCloseable {
  private static final int LENGTH_BYTES = 4;
  private static final int ID_BYTES = 1;
  private static final int FIELDS_AT = LENGTH_BYTES + ID_BYTES;
  private static final int MAX_FIELD_BYTES = 12;

  private enum Stage {
    LENGTH,
    ID,
    FIELDS,
    BODY,
    CLOSED
  }

  private final BlockBufferSource blocks;
  private MessageLimits limits;

  private Stage stage = Stage.LENGTH;
  private long messageOffset;

  /** Length, id and fields; its limit is what the present stage needs. */
  private final ByteBuffer head = ByteBuffer.allocate(FIELDS_AT + MAX_FIELD_BYTES);

  private int messageBytes;
  private int id;

  private @Nullable BlockBuffer payload;
  private @Nullable GrowingBytes body;
  private int bytesToSkip;

  /**
   * Makes a decoder that stands behind the handshake.
   *
   * @param limits what the peer may send
   * @param blocks where the payload of each piece message is leased
   */
  public MessageDecoder(MessageLimits limits, BlockBufferSource blocks) {
    this.limits = limits;
    this.blocks = blocks;
    startMessage();
  }

  /**
   * Replaces the limits, as when metadata arrived; what was decoded before is not checked again.
   */
  public void limits(MessageLimits limits) {
    this.limits = limits;
  }

  /**
   * Returns the next whole message, or null when more bytes are needed; then {@code input} is empty
   * and may be reused. May wait for a free block buffer.
   *
   * @param input the next bytes of the stream, between position and limit; may be empty, as after a
   *     read that only filled the payload in progress
   * @throws WireException if the peer broke the protocol or the limits
   * @throws InterruptedException if the thread was told to stop while it waited for a buffer; no
   *     byte is lost
   * @throws IllegalStateException if the decoder was closed or has thrown a {@code WireException}
   */
  public @Nullable PeerMessage decode(ByteBuffer input) throws WireException, InterruptedException {
    if (stage == Stage.CLOSED) {
      throw new IllegalStateException("the decoder is closed");
    }
    try {
      return nextMessage(input);
    } catch (WireException e) {
      close();
      throw e;
    }
  }

  /**
   * Returns the buffer that takes the payload of the piece message under way, or null if there is
   * none. The reader may put the stream's next bytes into it, as many as it has remaining; after
   * that it calls {@link #decode} with what followed them. It has none remaining once it is full.
   */
  public @Nullable ByteBuffer payloadInProgress() {
    return payload == null ? null : payload.bytes();
  }

  /** Gives back the buffer of a half-read piece, if there is one. The decoder is of no use then. */
  @Override
  public void close() {
    stage = Stage.CLOSED;
    BlockBuffer unfinished = payload;
    payload = null;
    body = null;
    if (unfinished != null) {
      unfinished.release();
    }
  }

  private @Nullable PeerMessage nextMessage(ByteBuffer input)
      throws WireException, InterruptedException {
    while (isStageComplete(input)) {
      PeerMessage message =
          switch (stage) {
            case LENGTH -> lengthRead();
            case ID -> idRead();
            case FIELDS -> fieldsRead();
            case BODY -> bodyRead();
            case CLOSED -> throw new IllegalStateException("the decoder is closed");
          };
      if (message != null) {
        messageOffset += LENGTH_BYTES + messageBytes;
        startMessage();
        return message;
      }
    }
    return null;
  }

  private void startMessage() {
    head.clear().limit(LENGTH_BYTES);
    stage = Stage.LENGTH;
  }

  private boolean isStageComplete(ByteBuffer input) {
    if (stage == Stage.BODY) {
      return isBodyComplete(input);
    }
    move(input, head);
    return !head.hasRemaining();
  }

  private boolean isBodyComplete(ByteBuffer input) {
    if (payload != null) {
      move(input, payload.bytes());
      return !payload.bytes().hasRemaining();
    }
    if (body != null) {
      return body.fillFrom(input);
    }
    int skipped = Math.min(input.remaining(), bytesToSkip);
    input.position(input.position() + skipped);
    bytesToSkip -= skipped;
    return bytesToSkip == 0;
  }

  private static void move(ByteBuffer from, ByteBuffer to) {
    int limit = from.limit();
    from.limit(from.position() + Math.min(from.remaining(), to.remaining()));
    to.put(from);
    from.limit(limit);
  }

  private @Nullable PeerMessage lengthRead() throws WireException {
    messageBytes = head.getInt(0);
    if (messageBytes < 0 || messageBytes > limits.maxMessageBytes()) {
      throw violation(
          "a message of at most " + limits.maxMessageBytes() + " bytes",
          Integer.toUnsignedString(messageBytes));
    }
    if (messageBytes == 0) {
      return PeerMessage.KEEP_ALIVE;
    }
    enter(Stage.ID, FIELDS_AT);
    return null;
  }

  private void enter(Stage next, int headBytes) {
    stage = next;
    head.limit(headBytes);
  }

  private @Nullable PeerMessage idRead() throws WireException {
    id = Byte.toUnsignedInt(head.get(LENGTH_BYTES));
    checkLength();
    enter(Stage.FIELDS, FIELDS_AT + fieldBytes());
    return switch (id) {
      case MessageId.CHOKE -> PeerMessage.CHOKE;
      case MessageId.UNCHOKE -> PeerMessage.UNCHOKE;
      case MessageId.INTERESTED -> PeerMessage.INTERESTED;
      case MessageId.NOT_INTERESTED -> PeerMessage.NOT_INTERESTED;
      case MessageId.HAVE_ALL -> PeerMessage.HAVE_ALL;
      case MessageId.HAVE_NONE -> PeerMessage.HAVE_NONE;
      default -> null;
    };
  }

  /** Returns how many bytes of numbers stand between the id and the body. */
  private int fieldBytes() {
    return switch (id) {
      case MessageId.HAVE, MessageId.SUGGEST_PIECE, MessageId.ALLOWED_FAST -> 4;
      case MessageId.REQUEST, MessageId.CANCEL, MessageId.REJECT_REQUEST -> 12;
      case MessageId.PIECE -> 8;
      case MessageId.PORT -> 2;
      case MessageId.EXTENDED -> 1;
      default -> 0;
    };
  }

  private int bodyBytes() {
    return messageBytes - ID_BYTES - fieldBytes();
  }

  private void checkLength() throws WireException {
    int bodyBytes = bodyBytes();
    switch (id) {
      case MessageId.PIECE ->
          checkBody(bodyBytes >= 1 && bodyBytes <= BlockRef.MAX_BYTES, "1 to 16384 bytes payload");
      case MessageId.BITFIELD ->
          checkBody(limits.hasBitfieldOf(bodyBytes), "bits for " + limits.pieceCount() + " pieces");
      case MessageId.EXTENDED ->
          checkBody(
              bodyBytes >= 0 && messageBytes <= MessageLimits.MAX_EXTENDED_BYTES,
              "an id and at most " + MessageLimits.MAX_EXTENDED_BYTES + " bytes");
      default -> checkBody(bodyBytes == 0 || !MessageId.isKnown(id), "nothing else");
    }
  }

  private void checkBody(boolean fits, String expected) throws WireException {
    if (!fits) {
      throw violation(nameOf(id) + " with " + expected, "a message of " + messageBytes + " bytes");
    }
  }

  private @Nullable PeerMessage fieldsRead() throws WireException, InterruptedException {
    return switch (id) {
      case MessageId.HAVE -> new Have(pieceIndex());
      case MessageId.SUGGEST_PIECE -> new SuggestPiece(pieceIndex());
      case MessageId.ALLOWED_FAST -> new AllowedFast(pieceIndex());
      case MessageId.REQUEST -> new Request(block());
      case MessageId.CANCEL -> new Cancel(block());
      case MessageId.REJECT_REQUEST -> new RejectRequest(block());
      case MessageId.PORT -> new Port(Short.toUnsignedInt(head.getShort(FIELDS_AT)));
      default -> {
        startBody();
        yield null;
      }
    };
  }

  private int pieceIndex() throws WireException {
    int pieceIndex = head.getInt(FIELDS_AT);
    if (!limits.hasPiece(pieceIndex)) {
      throw violation(
          nameOf(id) + " with a piece index below " + limits.pieceCount(),
          Integer.toUnsignedString(pieceIndex));
    }
    return pieceIndex;
  }

  private int begin() {
    return head.getInt(FIELDS_AT + 4);
  }

  private BlockRef block() throws WireException {
    int length = head.getInt(FIELDS_AT + 8);
    checkBlock(length);
    return new BlockRef(head.getInt(FIELDS_AT), begin(), length);
  }

  private void checkBlock(int length) throws WireException {
    int pieceIndex = pieceIndex();
    if (!limits.hasBlock(pieceIndex, begin(), length)) {
      throw violation(
          nameOf(id) + " with a block of 1 to 16384 bytes within piece " + pieceIndex,
          Integer.toUnsignedString(length) + " at " + Integer.toUnsignedString(begin()));
    }
  }

  private void startBody() throws WireException, InterruptedException {
    switch (id) {
      case MessageId.PIECE -> {
        checkBlock(bodyBytes());
        payload = blocks.lease(bodyBytes());
      }
      case MessageId.BITFIELD, MessageId.EXTENDED -> body = new GrowingBytes(bodyBytes());
      default -> bytesToSkip = bodyBytes();
    }
    stage = Stage.BODY;
  }

  private PeerMessage bodyRead() throws WireException {
    if (payload != null) {
      return piece(payload);
    }
    if (body != null) {
      return framed(body.take());
    }
    return new Unknown(id, bodyBytes());
  }

  private Piece piece(BlockBuffer data) {
    data.bytes().flip();
    payload = null;
    return new Piece(head.getInt(FIELDS_AT), begin(), data);
  }

  private PeerMessage framed(byte[] bytes) throws WireException {
    body = null;
    if (id == MessageId.EXTENDED) {
      return new Extended(Byte.toUnsignedInt(head.get(FIELDS_AT)), bytes);
    }
    checkBody(limits.hasBitfieldOf(bytes.length), "bits for " + limits.pieceCount() + " pieces");
    if (limits.hasSpareBit(bytes)) {
      throw violation("bitfield with spare bits zero", "one that sets a bit behind the last piece");
    }
    return new Bitfield(bytes);
  }

  private WireException violation(String expected, String actual) {
    return new WireException(expected, actual, messageOffset);
  }
}
