package dev.gridlock.target.builtin.contract;

/** A truck and the route that it was given. */
public record Assignment(int truckId, Route route) {}
