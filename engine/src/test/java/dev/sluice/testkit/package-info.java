/** What the tests of several packages share: torrents to download, and fakes. */
package dev.sluice.testkit;
