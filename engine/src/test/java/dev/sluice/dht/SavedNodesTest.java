package dev.sluice.dht;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BencodeException;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Ips;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SavedNodesTest {
  private final Random random = new Random(9);

  private Node node(int number) {
    return new Node(NodeId.random(random), Ips.number(number));
  }

  @Test
  void areReadAsTheyWereWritten() throws BencodeException {
    SavedNodes saved =
        new SavedNodes(
            Map.of(
                AddressFamily.IPV4, NodeId.random(random),
                AddressFamily.IPV6, NodeId.random(random)),
            List.of(node(1), node(2), new Node(NodeId.random(random), Ips.at("2001:db8::1", 7))));

    assertThat(SavedNodes.decode(saved.encode())).isEqualTo(saved);
  }

  @Test
  void areTheBestOfThemWhenThereAreTooMany() throws BencodeException {
    List<Node> many = new ArrayList<>();
    for (int i = 0; i < 3 * SavedNodes.MAX_NODES; i++) {
      many.add(node(i));
    }

    byte[] file = new SavedNodes(Map.of(), many).encode();

    assertThat(file.length).isLessThan(SavedNodes.MAX_BYTES);
    assertThat(SavedNodes.decode(file).nodes()).isEqualTo(many.subList(0, SavedNodes.MAX_NODES));
  }

  @Test
  void areNothingInAFileOfAnotherVersion() throws BencodeException {
    byte[] file = BDictionary.builder().put("version", 2).put("nodes", "x").build().encode();

    assertThat(SavedNodes.decode(file).nodes()).isEmpty();
  }

  @Test
  void areNotReadFromSomethingElse() {
    assertThatThrownBy(() -> SavedNodes.decode(new byte[] {'x'}))
        .isInstanceOf(BencodeException.class);
    assertThatThrownBy(() -> SavedNodes.decode(new byte[SavedNodes.MAX_BYTES + 1]))
        .isInstanceOf(BencodeException.class);
  }
}
