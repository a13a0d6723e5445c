package dev.sluice.api;
