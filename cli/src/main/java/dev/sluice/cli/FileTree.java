package dev.sluice.cli;

import dev.sluice.cli.report.Amounts;
import dev.sluice.cli.report.Look;
import dev.sluice.metainfo.FileEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Files drawn as a tree.
 *
 * <pre>
 *   album
 *   ├── cover.jpg     41.2 KiB
 *   └── disc 1
 *       └── 01.flac   23.4 MiB
 * </pre>
 */
final class FileTree {
  private final Look look;
  private final Node root = new Node();

  /** A folder, or a file if it has a length. */
  private static final class Node {
    final Map<String, Node> children = new LinkedHashMap<>();
    OptionalLong bytes = OptionalLong.empty();

    Node child(String name) {
      return children.computeIfAbsent(name, _ -> new Node());
    }
  }

  FileTree(Look look) {
    this.look = look;
  }

  /** Adds a file with the folders it is in. */
  void add(FileEntry file) {
    Node node = root;
    for (String element : file.path().elements()) {
      node = node.child(element);
    }
    node.bytes = OptionalLong.of(file.lengthBytes());
  }

  /** Returns the tree, one line per file and folder. */
  String text() {
    StringBuilder text = new StringBuilder();
    root.children.forEach((name, node) -> {
      text.append(name).append(size(node)).append('\n');
      draw(text, "", node);
    });
    return text.toString();
  }

  private void draw(StringBuilder text, String indent, Node folder) {
    List<String> names = List.copyOf(folder.children.keySet());
    for (int i = 0; i < names.size(); i++) {
      boolean isLast = i == names.size() - 1;
      Node child = folder.child(names.get(i));
      text.append(indent).append(branch(isLast)).append(names.get(i)).append(size(child));
      text.append('\n');
      draw(text, indent + trunk(isLast), child);
    }
  }

  private String branch(boolean isLast) {
    if (look.isUnicode()) {
      return isLast ? "\u2514\u2500\u2500 " : "\u251c\u2500\u2500 ";
    }
    return isLast ? "`-- " : "|-- ";
  }

  private String trunk(boolean isLast) {
    return isLast ? "    " : look.isUnicode() ? "\u2502   " : "|   ";
  }

  private static String size(Node node) {
    return node.bytes.isPresent() ? "  " + Amounts.bytes(node.bytes.getAsLong()) : "";
  }
}
