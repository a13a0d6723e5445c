/** Screens as pictures of text, and what keys do on them. */
package dev.sluice.tui.screen;
