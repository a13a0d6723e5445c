package dev.sluice.bencode;
