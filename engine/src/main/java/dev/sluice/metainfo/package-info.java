package dev.sluice.metainfo;
